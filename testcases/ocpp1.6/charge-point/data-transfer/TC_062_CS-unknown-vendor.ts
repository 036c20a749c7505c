import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Data transfer of an unknown vendor',
  purpose: 'The charge point says that it does not know the vendor of a message, and answers it with no data.',
  spec: ['4.3', '5.6', '7.23'],
  profile: 'Core',
  steps: [
    {
      send: 'DataTransfer', with: { vendorId: 'com.example.unknown-vendor', messageId: 'unknown', data: 'none' },
      reply: { status: 'UnknownVendorId', data: { omitted: true } },
    },
  ],
});
