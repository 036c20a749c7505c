import { authorizesRemoteStart, chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest((facts) => ({
  title: 'Connector lock failure',
  purpose: 'A cable that is not fully in cannot be locked: the charge point reports the failure and begins no transaction.',
  spec: ['4.9', '5.11', '7.6', '7.7'],
  profile: 'Core',
  requires: ['lock-failure', 'not fixed-cable'],
  steps: [
    { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }),
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { operator: 'plug-in', connector: '$connector', half: true },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Faulted', errorCode: 'ConnectorLockFailure' } },
    { absent: 'StartTransaction', for: '5s' },
  ],
}));
