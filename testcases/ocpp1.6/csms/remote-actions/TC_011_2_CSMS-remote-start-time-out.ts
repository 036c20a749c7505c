import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest(({ timing: { intervals } }) => ({
  title: 'Remote start, no cable in time',
  purpose: 'The CSMS takes it that a connector is available again because no cable followed its remote start in time.',
  spec: ['4.1', '4.9', '5.11', '9.1.6', 'errata 3.21'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' } },
    { expect: 'RemoteStartTransaction', where: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    { send: 'Authorize', with: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    { wait: intervals.connectionTimeOut * 1000, note: 'ConnectionTimeOut passes.' },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
  ],
}));
