import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest(({ connectors, connector }) => ({
  title: 'Power failure during a transaction',
  purpose: 'The CSMS accepts a charge point that boots after a power failure, and takes the end of the transaction that was cut off.',
  spec: ['3.7', '4.2', '4.9', '4.10'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { offline: 'close' },
    { expect: 'Close', as: 'failure' },
    { wait: '2s', note: 'The charge point is without power.' },
    { online: true },
    { send: 'BootNotification', with: { chargePointVendor: 'plugproof', chargePointModel: 'Reference' }, reply: { status: 'Accepted' } },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      send: 'StatusNotification' as const,
      with: { connectorId, status: connectorId === connector ? 'Finishing' as const : 'Available' as const, errorCode: 'NoError' as const },
    })),
    {
      send: 'StopTransaction',
      with: { transactionId: '$started.payload.transactionId', meterStop: 20, timestamp: '$failure.wall', reason: 'PowerLoss' },
    },
  ],
}));
