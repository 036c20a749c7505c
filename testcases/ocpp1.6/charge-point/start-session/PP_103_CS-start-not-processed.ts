import { authorizesRemoteStart, chargePointTest } from '#testcase/ocpp1.6';

/** Seconds between the first transmission and the second. */
const RETRY = 10;

export default chargePointTest((facts) => ({
  title: 'StartTransaction that the CSMS cannot process',
  purpose: 'A StartTransaction that the CSMS failed to process is sent again unchanged, no sooner than the retry interval allows.',
  spec: ['3.7.1', '9.1.31', '9.1.32', 'errata-J 3.3'],
  profile: 'Core',
  settings: { TransactionMessageAttempts: '3', TransactionMessageRetryInterval: String(RETRY) },
  steps: [
    { send: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Accepted' } },
    ...authorizesRemoteStart(facts, { expect: 'Authorize', where: { idTag: '$valid' }, reply: { idTagInfo: { status: 'Accepted' } } }),
    { expect: 'StatusNotification', where: { connectorId: '$connector', status: 'Preparing' } },
    { operator: 'plug-in', connector: '$connector' },
    { expect: 'StartTransaction', as: 'first', where: { connectorId: '$connector', idTag: '$valid' }, reply: { error: 'InternalError', description: 'The database is away.' } },
    {
      expect: 'StartTransaction', since: '$first', after: RETRY * 1000, within: RETRY * 1000 + facts.timing.messageTimeout,
      where: {
        connectorId: '$connector', idTag: '$valid', meterStart: '$first.payload.meterStart', timestamp: '$first.payload.timestamp',
      },
      reply: { transactionId: '$newTransaction', idTagInfo: { status: 'Accepted' } },
    },
    { absent: 'StartTransaction', for: '5s' },
  ],
}));
