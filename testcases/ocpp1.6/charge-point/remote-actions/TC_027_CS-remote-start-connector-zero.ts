import { chargePointTest } from '#testcase/ocpp1.6';

export default chargePointTest({
  title: 'Remote start on connector 0',
  purpose: 'The charge point as a whole is no place for a transaction: a remote start on connector 0 is refused and starts nothing.',
  spec: ['5.11', '6.33'],
  profile: 'Core',
  steps: [
    {
      send: 'RemoteStartTransaction', with: { connectorId: 0, idTag: '$valid' },
      reply: {
        oneOf: {
          'status Rejected': { reply: { status: 'Rejected' }, clause: '5.11' },
          'a CALLERROR about the payload': {
            reply: { error: ['PropertyConstraintViolation', 'TypeConstraintViolation', 'FormationViolation', 'GenericError'] }, clause: '6.33, OCPP-J 4.2.3',
          },
        },
      },
    },
    { absent: 'Authorize', for: '3s' },
    { absent: 'StartTransaction', for: '3s' },
  ],
});
