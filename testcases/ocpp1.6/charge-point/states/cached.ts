import { chargePointState } from '#testcase/ocpp1.6';

export default chargePointState({
  name: 'cached',
  purpose: 'The authorization cache holds the valid token, and the charge point is idle again.',
  requires: ['authorization-cache', 'local-token-reader'],
  settings: { AuthorizationCacheEnabled: 'true' },
  gives: { plugged: false, authorized: false, started: false, charging: false },
  steps: () => [
    // An id of its own: the transaction under test is another one.
    { state: 'charging', with: { second: true } },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { expect: 'StopTransaction', where: { transactionId: '$secondTransaction' }, reply: { idTagInfo: { status: 'Accepted' } } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Finishing' } },
    { operator: 'unplug', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available' } },
  ],
});
