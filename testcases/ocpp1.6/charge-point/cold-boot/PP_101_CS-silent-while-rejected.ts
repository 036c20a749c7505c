import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing }) => ({
  title: 'No answers while rejected',
  purpose: 'A charge point that was rejected answers nothing that the CSMS sends, and registers again once the interval is over.',
  spec: ['4.2'],
  profile: 'Core',
  steps: [
    { operator: 'reboot' },
    {
      expect: 'BootNotification', as: 'rejected', within: timing.bootTimeout,
      reply: { status: 'Rejected', interval: timing.intervals.bootRetry },
    },
    {
      send: 'GetConfiguration', with: { key: ['HeartbeatInterval'] }, within: timing.intervals.bootRetry * 500, reply: 'none',
      note: 'The charge point may close the connection instead.',
    },
    {
      expect: 'BootNotification', since: '$rejected', after: timing.intervals.bootRetry * 1000, within: timing.bootTimeout,
      reply: { status: 'Accepted', interval: timing.intervals.heartbeat },
    },
  ],
}));
