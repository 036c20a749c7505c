import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ connectors, connector, timing, features }) => ({
  title: 'Power failure, transaction stopped afterwards',
  purpose: 'A charge point without backup power stops the transaction that the power failure cut off when it is back, or resumes it until the driver stops it.',
  spec: ['4.10', '7.36', '3.7', '4.2', '4.9'],
  profile: 'Core',
  requires: ['not backup-power'],
  given: ['charging'],
  steps: [
    { operator: 'power-off' },
    { operator: 'power-on' },
    { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => (connectorId === connector
      ? { expect: 'StatusNotification' as const, as: 'back', where: { connectorId, status: { oneOf: ['Preparing' as const, 'Finishing' as const, 'Charging' as const] } } }
      : { expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const } })),
    {
      if: { ref: '$back.payload.status', is: 'Charging' },
      then: [
        features.includes('local-token-reader')
          ? { operator: 'present-token', connector: '$connector', token: '$valid' }
          : { operator: 'press-stop', connector: '$connector' },
        { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: { oneOf: ['Local', { omitted: true }] } } },
        { expect: 'StatusNotification', where: { connectorId: '$connector', status: { oneOf: ['Preparing', 'Finishing'] } } },
      ],
      else: [{ expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'PowerLoss' } }],
    },
  ],
}));
