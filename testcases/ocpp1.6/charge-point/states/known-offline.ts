import { chargePointState } from '#testcase/ocpp1.6';

export default chargePointState({
  name: 'known-offline',
  purpose: 'The charge point can authorize the valid token without a connection, by whatever it implements: local list, cache, or trust in unknown tokens.',
  requires: ['offline-authorization'],
  settings: {
    LocalAuthorizeOffline: 'true',
    LocalAuthListEnabled: { ifImplemented: 'true' },
    AuthorizationCacheEnabled: { ifImplemented: 'true' },
    AllowOfflineTxForUnknownId: { ifImplemented: 'true' },
  },
  steps: ({ features, settings }) => {
    if (features.includes('local-auth-list')) {
      return [{
        send: 'SendLocalList', reply: { status: 'Accepted' },
        with: { listVersion: 1, updateType: 'Full', localAuthorizationList: [{ idTag: '$valid', idTagInfo: { status: 'Accepted' } }] },
      }];
    }
    if (settings.AllowOfflineTxForUnknownId) return [];
    return [{ state: 'cached' }];
  },
});
