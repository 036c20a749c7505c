import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Remote start on a busy connector',
  purpose: 'The charge point refuses a remote start where a transaction is running, and that transaction goes on.',
  spec: ['5.11'],
  profile: 'Core',
  settings: { LocalPreAuthorize: 'false' },
  given: ['charging'],
  steps: [
    { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Rejected' } },
    { absent: 'StartTransaction', for: '3s' },
    { absent: 'StopTransaction', for: '3s' },
  ],
});
