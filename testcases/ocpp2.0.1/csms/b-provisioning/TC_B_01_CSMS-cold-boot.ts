import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Cold boot, accepted',
  purpose: 'The CSMS accepts a station that boots, tells it the time and a heartbeat interval, and takes the status of every connector.',
  spec: ['B01.FR.02'],
  profile: 'Core',
  steps: [{ state: 'booted' }],
});
