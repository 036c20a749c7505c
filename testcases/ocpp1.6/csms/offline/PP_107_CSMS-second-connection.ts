import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Second connection of one charge point',
  purpose: 'A charge point that opens a new connection while the CSMS still holds the old one is reached over the new one, also once the old one has ended.',
  spec: ['OCPP-J 5.4', 'OCPP-J 3.1.1', 'errata-J 3.11'],
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
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
