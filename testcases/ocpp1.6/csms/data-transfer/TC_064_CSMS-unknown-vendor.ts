import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Data transfer of an unknown vendor',
  purpose: 'The CSMS says that it does not know the vendor of a message, and returns no data.',
  spec: ['4.3'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    {
      send: 'DataTransfer', with: { vendorId: 'org.plugproof.unknown', messageId: 'ping', data: 'hello' },
      reply: { status: 'UnknownVendorId', data: { omitted: true } },
    },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
