import { Notification } from 'electron'

export interface Message {
  title: string
  body: string
}

/** Held as long as they are on screen: a notification that is collected no longer answers a click. */
const shown = new Set<Notification>()

/** Says something through the system, where it can be said. */
export function notify({ title, body }: Message, clicked: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.on('click', () => {
    shown.delete(notification)
    clicked()
  })
  notification.on('close', () => shown.delete(notification))
  notification.on('failed', () => shown.delete(notification))
  notification.show()
}
