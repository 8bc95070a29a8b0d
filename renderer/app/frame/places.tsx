import { ArrowDownUp, Boxes, ChartScatter, Cpu, Server, Settings, type LucideIcon } from 'lucide-react'
import type { Place } from '../navigation.ts'

export const placeIcons: Record<Place, LucideIcon> = {
  library: Boxes,
  running: Cpu,
  transfers: ArrowDownUp,
  playground: ChartScatter,
  hosts: Server,
  settings: Settings,
}
