export const welcome = {
  title: 'No Ollama server found',
  looked: '{{what}}. Corral keeps looking, and opens it as soon as it answers.',
  unreadable: '{{where}} could not be used. {{what}}.',
  down: 'Ollama does not answer on this computer',
  titlePlain: 'Choose a server',
  textPlain: 'Corral shows one Ollama server at a time. Choose the one with your models.',
  start: {
    title: 'Start Ollama',
    serve: 'Found at {{path}}. Corral starts it and waits until it answers.',
    app: 'The Ollama app was found at {{path}}. Corral opens it and waits until it answers.',
    service: 'Ollama is installed here as a system service. To start it, run this in a terminal:',
    act: 'Start',
  },
  copy: 'Copy command',
  install: {
    title: 'Install or start Ollama',
    text: 'None was found on this computer. To install it, run this in a terminal, or use the installer from its site:',
    start: {
      linux: 'If it is installed, start it in a terminal:',
      darwin: 'If it is installed, open Ollama from Applications, or run this in a terminal:',
      win32: 'If it is installed, open Ollama from the Start menu.',
      other: 'If it is installed, start it in a terminal:',
    },
    download: 'ollama.com/download',
  },
  connect: {
    title: 'Connect to another host',
    text: 'A workstation, home server or container, with a token, password or certificate if it needs one.',
    act: 'Connect…',
  },
  sandbox: {
    title: 'Explore the sandbox',
    text: 'A built-in server with sample models. Nothing is downloaded, nothing leaves this computer.',
    act: 'Open sandbox',
  },
} as const
