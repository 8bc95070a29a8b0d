import { Notification } from 'electron'

export interface Message {
  title: string
  body: string
}

/** Referenced while on screen: a garbage-collected notification no longer handles clicks. */
const shown = new Set<Notification>()

/** Shows a notification of the system, if supported. */
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
