import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing, connector, connectors }) => ({
  title: 'Hard reset during a transaction',
  purpose: 'The charge point ends the transaction with reason HardReset, before or after it restarts, registers again and reports every connector.',
  spec: ['5.14', '4.2', '4.9', '4.10', '7.36', 'Errata 3.22', 'Errata 3.36'],
  profile: 'Core',
  given: ['charging'],
  steps: [
    { send: 'Reset', with: { type: 'Hard' }, reply: { status: 'Accepted' } },
    { expect: 'StopTransaction', within: timing.bootTimeout, where: { transactionId: '$newTransaction', reason: 'HardReset' } },
    {
      inOrder: [
        { optional: [{ expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } }] },
        { expect: 'BootNotification', within: timing.bootTimeout, reply: { status: 'Accepted' } },
        {
          anyOrder: Array.from({ length: connectors + 1 }, (_, connectorId) => (connectorId === connector
            ? { expect: 'StatusNotification' as const, which: { connectorId }, where: { status: { oneOf: ['Finishing' as const, 'Preparing' as const] } } }
            : { expect: 'StatusNotification' as const, where: { connectorId, status: 'Available' as const } })),
        },
      ],
    },
  ],
}));
