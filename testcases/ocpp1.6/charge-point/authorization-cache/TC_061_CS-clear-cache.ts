import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals } }) => ({
  title: 'Clear the authorization cache',
  purpose: 'After ClearCache the charge point knows no token any more, and asks the CSMS again about one that it had cached.',
  spec: ['5.4', '3.5.1', '4.1', '9.1.2', '9.1.13'],
  profile: 'Core',
  requires: ['authorization-cache'],
  settings: { AuthorizationCacheEnabled: 'true', LocalPreAuthorize: 'true', ConnectionTimeOut: String(intervals.connectionTimeOut) },
  steps: [
    { state: 'authorized' },
    {
      expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available' },
      since: '$preparing', within: intervals.connectionTimeOut * 1000, clause: '9.1.6',
    },
    { send: 'ClearCache', reply: { status: 'Accepted' } },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
  ],
}));
