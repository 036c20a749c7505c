import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Connector lock failure',
  purpose: 'The CSMS takes the report that a connector could not be locked when the cable was put in.',
  spec: ['4.9', '7.6'],
  profile: 'Core',
  given: ['booted', 'authorized'],
  steps: [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Faulted', errorCode: 'ConnectorLockFailure' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
