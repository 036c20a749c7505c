import { csmsTest } from '#testcase/ocpp2.0.1';

export default csmsTest({
  title: 'Data transfer of an unknown vendor',
  purpose: 'The CSMS says that it does not know the vendor of a message, and goes on serving the station.',
  spec: ['P02.FR.06'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { send: 'DataTransfer', with: { vendorId: 'org.plugproof.unknown', messageId: 'ping', data: 'hello' }, reply: { status: 'UnknownVendorId' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the station.' },
  ],
});
