import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest(({ timing }) => ({
  title: 'Regular session, identification first',
  purpose: 'A driver identifies, then plugs in; the charge point opens one transaction for that token.',
  spec: ['3.1', '4.1', '4.8', '4.9'],
  profile: 'Core',
  settings: { MeterValueSampleInterval: String(timing.intervals.meterValues) },
  steps: [
    { state: 'authorized' },
    { operator: 'plug-in', connector: '$connector' },
    {
      expect: 'StartTransaction', where: { connectorId: '$connector', idTag: '$valid' },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Charging' } },
  ],
}));
