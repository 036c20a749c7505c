import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Local start, authorization first',
  purpose: 'The CSMS takes a transaction that begins with a token, tells its status, and takes the cable that follows.',
  spec: ['E03.FR.02', 'E01.FR.12', 'C01.FR.07'],
  profile: 'Core',
  given: ['booted'],
  steps: [{ state: 'authorized' }, { state: 'energy-transfer-started' }],
});
