import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Regular session, identification first',
  purpose: 'The CSMS accepts a driver who identifies before the cable is in, and the transaction that follows.',
  spec: ['4.1', '4.8', '4.9'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { state: 'charging' },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
