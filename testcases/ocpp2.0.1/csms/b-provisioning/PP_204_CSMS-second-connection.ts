import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Second connection of one station',
  purpose: 'A station that opens a new connection while the CSMS still holds the old one is reached over the new one, also once the old one has ended.',
  spec: ['Part 4, 3.1.1', 'Part 4, 5.3'],
  profile: 'Core',
  requires: ['replaces-connection'],
  given: ['booted'],
  steps: [
    { trigger: 'ClearCache' },
    { expect: 'ClearCache' },
    { connect: { abandon: true } },
    { expect: 'Open' },
    { send: 'Heartbeat' },
    { wait: '2s', note: 'The old connection ends.' },
    { trigger: 'ClearCache', proven: true },
    { expect: 'ClearCache' },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the station.' },
  ],
});
