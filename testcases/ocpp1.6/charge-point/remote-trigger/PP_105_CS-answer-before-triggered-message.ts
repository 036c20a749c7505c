import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Answer before the triggered message',
  purpose: 'A charge point that is asked for a message answers the request first, and sends the message then.',
  spec: ['5.17'],
  profile: 'RemoteTrigger',
  requires: ['remote-trigger'],
  steps: [
    { send: 'TriggerMessage', as: 'answer', with: { requestedMessage: 'StatusNotification', connectorId: '$connector' }, reply: { status: 'Accepted' } },
    { expect: 'StatusNotification', as: 'triggered', where: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' } },
    { verify: 'answer-first', with: { answer: '$answer.at', message: '$triggered.at' } },
  ],
});
