import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Local start, cable first',
  purpose: 'The CSMS takes a transaction that begins with the cable, and tells the status of the token that comes later.',
  spec: ['E02.FR.02', 'E01.FR.12', 'C01.FR.07'],
  profile: 'Core',
  given: ['booted', 'ev-connected-pre-session'],
  steps: [{ state: 'authorized' }, { state: 'energy-transfer-started' }],
});
