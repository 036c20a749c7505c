import { csmsState } from '#testcase/ocpp1.6';

export default csmsState({
  name: 'booted',
  purpose: 'The charge point is connected, accepted, and has reported every connector.',
  steps: ({ connectors }) => [
    { connect: true },
    { send: 'BootNotification', with: { chargePointVendor: 'plugproof', chargePointModel: 'Reference' }, reply: { status: 'Accepted' } },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      send: 'StatusNotification' as const, with: { connectorId, status: 'Available' as const, errorCode: 'NoError' as const },
    })),
  ],
});
