import { chargePointState } from '#testcase/ocpp1.6';

export default chargePointState({
  name: 'others-inoperative',
  purpose: 'Where connectors share one card reader, only the connector under test can take a token; elsewhere nothing changes.',
  steps: ({ features, connector, connectors }) => {
    if (!features.includes('single-reader')) return [];
    const others = Array.from({ length: connectors }, (_, index) => index + 1).filter((id) => id !== connector);
    return others.flatMap((connectorId) => [
      { send: 'ChangeAvailability' as const, with: { connectorId, type: 'Inoperative' as const }, reply: { status: 'Accepted' as const } },
      { expect: 'StatusNotification' as const, where: { connectorId, status: 'Unavailable' as const } },
    ]);
  },
});
