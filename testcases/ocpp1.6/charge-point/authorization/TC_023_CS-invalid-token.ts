import { chargePointTest } from '#testcase/ocpp1.6';

/** Seconds; hides the short Preparing while the token is being checked. */
const STATUS_DURATION = 10;

export default chargePointTest(({ timing }) => ({
  title: 'Invalid token',
  purpose: 'No transaction begins for a token that the CSMS does not know, though the cable is plugged in afterwards.',
  spec: ['4.1', '4.9', '9.1.20'],
  profile: 'Core',
  requires: ['local-token-reader'],
  settings: { MinimumStatusDuration: { ifImplemented: String(STATUS_DURATION) }, LocalPreAuthorize: 'true' },
  steps: [
    { operator: 'present-token', connector: '$connector', token: '$invalid' },
    { expect: 'Authorize', where: { idTag: '$invalid' }, reply: { idTagInfo: { status: 'Invalid' } } },
    { operator: 'plug-in', connector: '$connector' },
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' }, within: STATUS_DURATION * 1000 + timing.messageTimeout },
    { absent: 'StartTransaction', for: '5s' },
  ],
}));
