import { chargingStationTest } from '#testcase/ocpp2.0.1';

export default chargingStationTest({
  title: 'Remote stop of an unknown transaction',
  purpose: 'The station refuses to stop a transaction that it does not have, and the running one goes on.',
  spec: ['F03.FR.08'],
  profile: 'Core',
  given: ['energy-transfer-started'],
  steps: [
    { send: 'RequestStopTransaction', with: { transactionId: '$unknownTransaction' }, reply: { status: 'Rejected' } },
    { absent: 'TransactionEvent', which: { triggerReason: { oneOf: ['RemoteStop', 'StopAuthorized', 'Deauthorized'] } }, for: '3s' },
  ],
});
