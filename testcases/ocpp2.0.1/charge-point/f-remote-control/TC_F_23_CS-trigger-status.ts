import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Trigger the status of a free connector',
  purpose: 'The station that is asked for the status of a connector answers the request first, and sends the status then.',
  spec: ['F06.FR.02', 'F06.FR.04', 'F06.FR.05', 'F06.FR.09', 'F06.FR.10'],
  profile: 'Core',
  requires: ['C-29.5'],
  steps: [
    {
      send: 'TriggerMessage', as: 'answer', with: { requestedMessage: 'StatusNotification', evse: { id: '$evse', connectorId: '$connector' } },
      reply: { status: 'Accepted' },
    },
    { expect: 'StatusNotification', as: 'triggered', where: { evseId: '$evse', connectorId: '$connector', connectorStatus: 'Available' } },
    { verify: 'answer-first', with: { answer: '$answer.at', message: '$triggered.at' } },
  ],
});
