import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing: { intervals, tolerance } }) => {
  const timeOut = intervals.connectionTimeOut * 1000;
  return {
    title: 'Identification first, no cable in time',
    purpose: 'A driver identifies and does not plug in: after ConnectionTimeOut the connector is Available again, and the authorization is spent.',
    spec: ['9.1.6', '4.9 (B1)', 'Errata 3.21'],
    profile: 'Core',
    settings: { ConnectionTimeOut: String(intervals.connectionTimeOut) },
    steps: [
      { state: 'authorized' },
      {
        expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Available', errorCode: 'NoError' },
        since: '$preparing', after: timeOut - Math.max(tolerance, timeOut / 10), within: timeOut,
      },
      { operator: 'plug-in', connector: '$connector' },
      { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
      { absent: 'StartTransaction', for: '2s' },
    ],
  };
});
