import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest(({ timing: { intervals } }) => ({
  title: 'Identification first, no cable in time',
  purpose: 'The CSMS takes it that a connector is available again because no cable followed the identification in time.',
  spec: ['4.1', '4.9', '9.1.6', 'errata 3.21'],
  profile: 'Core',
  given: ['booted', 'authorized'],
  steps: [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    { wait: intervals.connectionTimeOut * 1000, note: 'ConnectionTimeOut passes.' },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
    { send: 'Authorize', note: 'The token may be used anew.', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
  ],
}));
