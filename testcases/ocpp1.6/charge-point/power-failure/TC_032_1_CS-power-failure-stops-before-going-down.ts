import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ connectors, connector, timing }) => ({
  title: 'Power failure, transaction stopped before going down',
  purpose: 'A charge point with backup power stops its transaction and reports it before it goes down, and reports every connector when the power is back.',
  spec: ['4.10', '7.36', '4.2', '4.9'],
  profile: 'Core',
  requires: ['backup-power'],
  given: ['charging'],
  steps: [
    { operator: 'power-off' },
    { expect: 'StopTransaction', where: { transactionId: '$newTransaction', reason: 'PowerLoss' } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
    { operator: 'power-on' },
    { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      expect: 'StatusNotification' as const, which: { connectorId },
      // The cable is still in: whether it also remembers the transaction is left to the charge point.
      where: { status: connectorId === connector ? { oneOf: ['Finishing' as const, 'Preparing' as const] } : 'Available' as const },
    })),
  ],
}));
