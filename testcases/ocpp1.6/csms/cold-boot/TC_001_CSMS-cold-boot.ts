import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest(({ connectors }) => ({
  title: 'Cold boot',
  purpose: 'The CSMS accepts a charge point that boots, takes the status of every connector, and answers heartbeats with its time.',
  spec: ['4.2', '4.6', '4.9'],
  profile: 'Core',
  steps: [
    { connect: true },
    {
      send: 'BootNotification', as: 'boot', with: { chargePointVendor: 'plugproof', chargePointModel: 'Reference' },
      reply: { status: 'Accepted', interval: { min: 0 }, currentTime: { present: true } },
    },
    ...Array.from({ length: connectors + 1 }, (_, connectorId) => ({
      send: 'StatusNotification' as const, with: { connectorId, status: 'Available' as const, errorCode: 'NoError' as const },
    })),
    { send: 'Heartbeat', as: 'first', reply: { currentTime: { present: true } } },
    { send: 'Heartbeat', as: 'second', reply: { currentTime: { present: true } } },
    { verify: 'before-or-at', with: { earlier: '$first.payload.currentTime', later: '$second.payload.currentTime' } },
  ],
}));
