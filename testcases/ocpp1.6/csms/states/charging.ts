import { csmsState } from '#testcase/ocpp1.6';

export default csmsState({
  name: 'charging',
  purpose: 'A transaction of the valid token is running; its id is `$started.payload.transactionId`.',
  needs: ['authorized'],
  gives: { plugged: true, authorized: true, started: true, charging: true },
  steps: () => [
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Preparing', errorCode: 'NoError' } },
    {
      send: 'StartTransaction', as: 'started', with: { connectorId: '$connector', idTag: '$valid', meterStart: 0 },
      reply: { idTagInfo: { status: 'Accepted' } },
    },
    { send: 'StatusNotification', with: { connectorId: '$connector', status: 'Charging', errorCode: 'NoError' } },
  ],
});
