import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'No transaction while faulted',
  purpose: 'A charge point with a fault reports it, and begins no transaction for a driver who plugs in and identifies.',
  spec: ['4.9', '7.6', '7.7'],
  profile: 'Core',
  requires: ['fault-trigger', 'local-token-reader'],
  steps: [
    { operator: 'fault', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: { oneOf: ['$connector', 0] }, status: 'Faulted', errorCode: { not: 'NoError' } } },
    { operator: 'plug-in', connector: '$connector' },
    { operator: 'present-token', connector: '$connector', token: '$valid' },
    // Were the token refused, the fault would not be what prevents the transaction.
    { allow: 'Authorize', which: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } },
    { absent: 'StartTransaction', for: '5s' },
  ],
});
