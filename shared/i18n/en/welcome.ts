export const welcome = {
  title: 'No Ollama server answers yet',
  looked: 'Corral looked for one on its own. {{what}}.',
  unreadable: '{{where}} could not be used. {{what}}.',
  down: 'Ollama does not answer on this computer',
  titlePlain: 'Which server shall it be?',
  textPlain: 'Corral shows the models of one Ollama server at a time. Choose where yours are.',
  start: {
    title: 'Start Ollama',
    serve: 'Found at {{path}}. Corral starts it and waits until it answers.',
    app: 'The Ollama app was found at {{path}}. Corral opens it and waits until it answers.',
    service: 'Ollama is installed here as a service of the system. This starts it, typed into a terminal:',
    act: 'Start',
    copy: 'Copy the command',
  },
  connect: {
    title: 'Connect to another host',
    text: 'A workstation, a home server, a container, with a token, a password or a certificate of its own.',
    act: 'Connect…',
  },
  sandbox: {
    title: 'Explore the sandbox',
    text: 'A built-in server with sample models. Nothing is downloaded, nothing leaves this computer.',
    act: 'Open sandbox',
  },
} as const
