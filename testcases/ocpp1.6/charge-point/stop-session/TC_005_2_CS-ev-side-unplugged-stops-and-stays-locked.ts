import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ features }) => {
  const fixed = features.includes('fixed-cable');
  return {
    title: 'Cable pulled at the EV: stop, unlock on request',
    purpose: 'When the cable leaves the EV, the charge point stops the transaction and keeps the plug until the CSMS asks it to unlock; a fixed cable cannot be unlocked.',
    spec: ['4.10', '4.9', '5.18', '9.1.23', '9.1.33', 'Errata 3.84'],
    profile: 'Core',
    settings: { StopTransactionOnEVSideDisconnect: 'true', UnlockConnectorOnEVSideDisconnect: 'false' },
    given: ['charging'],
    steps: [
      { operator: 'unplug', connector: '$connector', side: 'ev' },
      { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'EVDisconnected' } },
      {
        expect: 'StatusNotification',
        where: { connectorId: '$connector', status: fixed ? { oneOf: ['Available', 'Finishing'] } : 'Finishing', errorCode: 'NoError' },
        clause: fixed ? '4.9 (C1, C6)' : '4.9 (C6)',
      },
      { send: 'UnlockConnector', with: { connectorId: '$connector' }, reply: { status: fixed ? 'NotSupported' : 'Unlocked' } },
      ...(fixed ? [] : [
        { operator: 'unplug' as const, connector: '$connector', side: 'station' as const },
        { expect: 'StatusNotification' as const, where: { connectorId: '$connector' as const, status: 'Available' as const, errorCode: 'NoError' as const } },
      ]),
    ],
  };
});
