import { chargingStationTest } from '#testcase/ocpp2.0.1';

/** Seconds after which the station may register again by itself: longer than the exchange below takes. */
const INTERVAL = 60;

const offlineThreshold = { component: { name: 'OCPPCommCtrlr' }, variable: { name: 'OfflineThreshold' } };

export default chargingStationTest(({ timing, features }) => {
  const triggers = features.includes('C-29.6');
  return {
    title: 'Cold boot, pending',
    purpose: 'While its registration is pending a station can be read and configured, starts nothing, sends nothing of its own, and registers again when it is asked to.',
    spec: ['B02.FR.01', 'B02.FR.02', 'B02.FR.04', 'B02.FR.05', 'B02.FR.08', 'F06.FR.05', 'F06.FR.08', 'B01.FR.05'],
    profile: 'Core',
    // Another value than the one that is set while pending, so that the change is one, and is undone.
    settings: { 'OCPPCommCtrlr.OfflineThreshold': '240' },
    steps: [
      { operator: 'reboot' },
      { expect: 'BootNotification', as: 'pending', within: timing.bootTimeout, reply: { status: 'Pending', interval: INTERVAL } },
      {
        send: 'SetVariables', with: { setVariableData: [{ ...offlineThreshold, attributeValue: '300' }] },
        reply: { setVariableResult: [{ ...offlineThreshold, attributeStatus: 'Accepted' }] },
      },
      {
        send: 'GetVariables', with: { getVariableData: [offlineThreshold] },
        reply: { getVariableResult: [{ ...offlineThreshold, attributeStatus: 'Accepted', attributeValue: '300' }] },
      },
      { send: 'GetBaseReport', with: { requestId: 202, reportBase: 'FullInventory' }, reply: { status: 'Accepted' } },
      { collect: 'NotifyReport', each: { requestId: 202 }, until: { where: { tbc: { oneOf: [false, { omitted: true }] } } } },
      {
        send: 'RequestStartTransaction', with: { remoteStartId: 202, idToken: '$valid', evseId: '$evse' },
        reply: { status: 'Rejected' }, clause: 'B02.FR.05',
      },
      { send: 'TriggerMessage', with: { requestedMessage: 'BootNotification' }, reply: { status: triggers ? 'Accepted' : 'NotImplemented' } },
      {
        expect: 'BootNotification', reply: { status: 'Accepted' },
        ...(triggers ? { where: { reason: 'Triggered' as const } } : { since: '$pending' as const, after: INTERVAL * 1000, within: timing.bootTimeout }),
      },
      { state: 'reports-after-boot' },
    ],
  };
});
