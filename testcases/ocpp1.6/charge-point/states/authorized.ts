import { chargePointState } from '#testcase/ocpp1.6';

export default chargePointState({
  name: 'authorized',
  purpose: 'A driver has identified, and no cable is in.',
  requires: ['local-token-reader'],
  gives: { authorized: true },
  steps: (_facts, session) => [
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    ...(session.plugged ? [] : [{ expect: 'StatusNotification' as const, as: 'preparing', where: { connectorId: '$connector' as const, status: 'Preparing' as const } }]),
  ],
});
