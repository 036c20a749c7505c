import { csmsState } from '#testcase/ocpp2.0.1';

export default csmsState({
  name: 'booted',
  purpose: 'The station is connected and accepted after a power cycle, or with `reason: RemoteReset` after a reset, and has reported every connector.',
  steps: ({ evses }, _session, { reason }) => [
    { connect: true },
    {
      send: 'BootNotification', as: 'boot', with: { reason: reason === 'RemoteReset' ? reason : 'PowerUp' },
      reply: { status: 'Accepted', interval: { min: 0 }, currentTime: { present: true } },
    },
    ...evses.flatMap(({ connectors }, evse) => Array.from({ length: connectors }, (_, connector) => ({
      send: 'StatusNotification' as const, with: { evseId: evse + 1, connectorId: connector + 1, connectorStatus: 'Available' as const },
    }))),
  ],
});
