import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest(({ connectors, timing: { tolerance } }) => {
  // A sender may omit fractions of a second (3.15).
  const slack = tolerance + 1000;
  return {
    title: 'Cold boot',
    purpose: 'The CSMS accepts a charge point that boots, takes the status of every connector, and answers heartbeats with its current time.',
    spec: ['4.2', '4.6', '4.9', 'errata 3.22'],
    profile: 'Core',
    steps: [
      { connect: true },
      { send: 'BootNotification', as: 'boot', with: { chargePointVendor: 'plugproof', chargePointModel: 'Reference' }, reply: { status: 'Accepted', interval: { min: 0 } } },
      ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
        send: 'StatusNotification' as const, with: { connectorId, status: 'Available' as const, errorCode: 'NoError' as const },
      })),
      { send: 'Heartbeat', as: 'first', reply: { currentTime: { present: true } } },
      { wait: slack + 1000, note: 'Long enough to see the clock of the CSMS run.' },
      { send: 'Heartbeat', as: 'second', reply: { currentTime: { present: true } } },
      { verify: 'equals', clause: '4.2', with: { actual: '$boot.payload.currentTime', expected: { near: '$boot.wall', by: '5m' } } },
      { verify: 'equals', clause: '4.6', with: { actual: '$second.payload.currentTime', expected: { near: '$second.wall', by: '5m' } } },
      {
        verify: 'clock-runs', clause: '4.6',
        with: { earlier: '$first.payload.currentTime', later: '$second.payload.currentTime', from: '$first.wall', to: '$second.wall', tolerance: slack },
      },
    ],
  };
});
