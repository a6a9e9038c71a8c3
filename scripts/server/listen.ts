import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setImmediate as immediate } from "node:timers/promises"
import { CannotRun } from "../commands/command"

const USUAL_PORT = 3000
const PORTS_TO_TRY = 50

// The promise is ten seconds; what is still open after nine would not have ended by itself.
const PATIENCE_WHEN_STOPPING_MS = 9_000

/** A server that answers. */
export interface Listening {
  port: number
  /** Accepts nothing more, and resolves once everything that was accepted is answered, after ten seconds at most. */
  stop(): Promise<void>
}

/**
 * Lets `server` listen on `host`. Without a port it takes 3000 or the next that is free; port 0 lets the system choose.
 * Throws CannotRun where the port asked for is taken or forbidden.
 */
export async function listen(server: Server, host: string, port?: number): Promise<Listening> {
  let stopping = false
  server.prependListener("request", (_request, response) => {
    // Otherwise a browser that keeps its connection busy would keep us from stopping.
    if (stopping) response.setHeader("Connection", "close")
  })
  const taken = port === undefined ? await listenOnFirstFree(server, host) : await listenOn(server, host, port)
  return {
    port: taken,
    async stop() {
      stopping = true
      await untilAllAreTaken(server)
      return new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_WHEN_STOPPING_MS)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      })
    },
  }
}

const MOST_TURNS = 200

/**
 * Resolves once a turn of the event loop brought no new connection. Those that the system has taken for us and that we
 * have not seen yet would otherwise be cut when the port is closed.
 */
async function untilAllAreTaken(server: Server): Promise<void> {
  let isNew = true
  const note = () => {
    isNew = true
  }
  server.on("connection", note)
  for (let turn = 0; isNew && turn < MOST_TURNS; turn++) {
    isNew = false
    // The first wait ends this turn, the second one a whole one.
    await immediate()
    await immediate()
  }
  server.off("connection", note)
}

async function listenOnFirstFree(server: Server, host: string): Promise<number> {
  for (let port = USUAL_PORT; port < USUAL_PORT + PORTS_TO_TRY; port++) {
    try {
      return await bind(server, host, port)
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new CannotRun(`Ports ${USUAL_PORT} to ${USUAL_PORT + PORTS_TO_TRY - 1} are all taken. Name a free one in PORT.`)
}

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  try {
    return await bind(server, host, port)
  } catch (error) {
    if (isTaken(error)) {
      throw new CannotRun(`Port ${port}, asked for in PORT, is taken. Name a free one, or leave PORT out.`)
    }
    if ((error as NodeJS.ErrnoException).code === "EACCES") {
      throw new CannotRun(`Port ${port}, asked for in PORT, is not open to you. Name one above 1023.`)
    }
    throw error
  }
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE"
}
