import type { ProblemCode } from '../../contract/problem.ts'

interface ProblemWords {
  /** What happened. */
  title: string
  /** What it means for the user's data. */
  meaning: string
  /** What to do next. */
  next: string
}

/** Every problem may name `{{server}}` and `{{model}}`; the others only what stands in their params. */
export const problem = {
  refused: {
    title: 'Nothing answers at {{server}}',
    meaning: 'The computer is there, but no server listens on that port. No model was touched.',
    next: 'Start Ollama there, or check the port. On another computer Ollama must be told to listen to the network: OLLAMA_HOST=0.0.0.0.',
  },
  no_such_name: {
    title: 'No computer is known as {{host}}',
    meaning: 'The name could not be found, so nothing was sent.',
    next: 'Check the spelling of the host and your network or VPN.',
  },
  name_lookup_failed: {
    title: 'The name {{host}} could not be looked up',
    meaning: 'The service that knows the names of computers did not answer, so nothing was sent.',
    next: 'Check your network or VPN, then try again. An IP address needs no look-up.',
  },
  connect_timed_out: {
    title: '{{server}} cannot be connected to',
    meaning:
      'Not even the attempt was answered: the computer is off or asleep, or a firewall drops what is sent to this port.',
    next: 'Check that the computer is on, its address, and its firewall.',
  },
  timed_out: {
    title: '{{server}} did not answer in time',
    meaning:
      'It took the connection and then said nothing. It may be busy, and what it had already begun may still go on.',
    next: 'Wait a moment and try again. If it stays silent, check that it is Ollama that listens on this port.',
  },
  reset: {
    title: '{{server}} broke off the connection',
    meaning: 'The answer did not arrive whole, so it was not used. The server may have done the work all the same.',
    next: 'Try again. If it keeps happening, look at the log of the server or of a proxy in front of it.',
  },
  tls: {
    title: 'No secure connection to {{server}}',
    meaning: 'The two sides could not agree on an encryption, so nothing was sent.',
    next: 'Check that the port is the one for https. An old server or proxy may need an update.',
  },
  certificate_untrusted: {
    title: 'Nobody vouches for the certificate of {{server}}',
    meaning: 'It is signed by itself, or by an authority that this computer does not know, so nothing was sent.',
    next: 'If it is your own server, look at its certificate, compare the fingerprint, and trust this one.',
  },
  certificate_name: {
    title: 'The certificate of {{server}} is for another name',
    meaning: 'Whoever answers may not be the computer you mean, so nothing was sent.',
    next: 'Use a name that stands in the certificate. If it is your own server, you can look at it and trust this one.',
  },
  certificate_expired: {
    title: 'The certificate of {{server}} is not valid today',
    meaning: 'It has expired or is not valid yet, so nothing was sent.',
    next: 'Renew it on the server, and check the date of both computers. If it is your own server, you can look at it and trust this one.',
  },
  certificate_changed: {
    title: '{{server}} shows another certificate than the one you trusted',
    meaning:
      'The server got a new one, or somebody else answers in its place. Nothing was sent, and no credentials either.',
    next: 'Ask whoever runs the server. If the new one is right, look at it and trust it instead.',
  },
  plain_http: {
    title: '{{server}} does not speak https',
    meaning: 'What answers there speaks plain http, so no request was sent.',
    next: 'Use {{right}} if you trust the network in between.',
  },
  needs_https: {
    title: '{{server}} wants https',
    meaning: 'What answers there takes only encrypted requests and did not read this one.',
    next: 'Use {{right}}.',
  },
  unreachable: {
    title: '{{server}} cannot be reached',
    meaning: 'There is no way to that computer at the moment. Nothing on it was changed.',
    next: 'Check your network or VPN, then try again. On a Mac, Corral must be allowed to use the local network.',
  },
  gateway_down: {
    title: 'The proxy at {{server}} gets no answer from Ollama',
    meaning:
      'It could not pass the request on, or the server behind it took too long. What that server had begun may still go on.',
    next: 'Start Ollama behind the proxy, or check where the proxy passes requests to and how long it waits.',
  },
  not_ollama: {
    title: '{{server}} is not an Ollama server',
    meaning: 'Something answered, but not in the way Ollama does. Nothing was changed.',
    next: 'Check address, port and path of this host.',
  },
  path_wrong: {
    title: 'Ollama does not answer below the path of {{server}}',
    meaning: 'It answers at the same address without the path. Nothing was changed.',
    next: 'Use {{right}}.',
  },
  origin_refused: {
    title: '{{server}} refuses requests from here',
    meaning: 'Ollama or a proxy in front of it turned the request away before reading it. Nothing was changed.',
    next: 'On the server, check OLLAMA_HOST and OLLAMA_ORIGINS. A proxy should pass its own Host and drop Origin.',
  },
  unauthorized: {
    title: '{{server}} asks who you are',
    meaning: 'A proxy in front of the server wants credentials. Nothing was changed.',
    next: 'Give this host its token or password under Hosts.',
  },
  credentials_refused: {
    title: '{{server}} does not accept these credentials',
    meaning: 'They are wrong or no longer valid, or of another kind than the server wants. Nothing was changed.',
    next: 'Enter the token or password of this host again, under Hosts.',
  },
  signin_needed: {
    title: 'The server is not signed in to ollama.com',
    meaning: 'This needs its Ollama account. Nothing was changed.',
    next: 'Run "ollama signin" on the server.',
  },
  forbidden: {
    title: '{{server}} does not allow this',
    meaning: 'The server or a proxy in front of it knows who asks, and refused. Nothing was changed.',
    next: 'Check what the credentials of this host may do, or ask whoever runs the server.',
  },
  redirected: {
    title: '{{server}} points to another address',
    meaning: 'Corral does not follow it, since what you meant for one server must not reach another.',
    next: 'Change this host to the address the server really has.',
  },
  redirected_to: {
    title: '{{server}} sends on to {{right}}',
    meaning: 'Corral does not follow it, since what you meant for one server must not reach another.',
    next: 'If that is your server, change this host to {{right}}.',
  },
  bad_answer: {
    title: 'The answer of the server makes no sense',
    meaning: 'It was not what Ollama sends, so Corral did not use it.',
    next: 'Try again. A proxy that changes answers may be in between.',
  },
  answer_too_large: {
    title: 'The answer of {{server}} is too large',
    meaning: 'Corral stopped reading it to save memory. Nothing was changed.',
    next: 'Check that this address is an Ollama server.',
  },
  busy: {
    title: '{{server}} is too busy',
    meaning: 'Its queue is full, so it did not take the request.',
    next: 'Try again when it has less to do, or unload a model.',
  },
  server_error: {
    title: 'The server ran into an error',
    meaning: 'It began and could not finish. Models that were there before are still there.',
    next: 'Read the exact message below, then try again.',
  },
  rejected: {
    title: 'The server did not accept the request',
    meaning: 'It did nothing with it.',
    next: 'Read the exact message below and change the request.',
  },
  not_supported: {
    title: 'This server cannot do that',
    meaning: 'Its version of Ollama does not know the request. Nothing was changed.',
    next: 'Update Ollama on {{server}}.',
  },
  model_not_found: {
    title: '{{model}} is not on this server',
    meaning: 'It was removed or renamed, or it never was there.',
    next: 'Refresh the library, or pull the model.',
  },
  weights_missing: {
    title: 'The weights of {{model}} are gone',
    meaning: 'The server lists the model, but its largest file is missing, so it cannot be used.',
    next: 'Pull the model again. Only what is missing is fetched.',
  },
  name_invalid: {
    title: 'This is not a model name',
    meaning: 'Nothing was sent to the server.',
    next: 'Write it as model:tag, user/model:tag or host/user/model:tag, with letters, digits, dots, dashes and underscores.',
  },
  name_reserved: {
    title: 'Ollama keeps this tag for itself',
    meaning: 'The tags local, cloud and those ending in -cloud tell where a model comes from. Nothing was changed.',
    next: 'Choose another tag.',
  },
  name_taken: {
    title: '{{model}} already exists',
    meaning: 'Going on would replace it. Nothing was changed.',
    next: 'Choose another name, or replace it on purpose.',
  },
  name_same: {
    title: 'Both names are the same to the server',
    meaning: 'Nothing was changed.',
    next: 'Choose a name that differs in more than defaults like :latest.',
  },
  name_case_taken: {
    title: 'The names differ only in upper and lower case',
    meaning: 'To the server they are one model; deleting the old name would delete the model. Nothing was changed.',
    next: 'Choose a name that differs in its letters, or rename twice by way of another name.',
  },
  name_twins: {
    title: 'Two models differ only in upper and lower case',
    meaning: 'Today’s Ollama takes {{model}} and {{other}} for one and may act on either. Nothing was changed.',
    next: 'Rename one of them in the manifests folder of the server, then try again.',
  },
  local_tag_listed: {
    title: 'Models tagged :local are left alone',
    meaning: 'The server would apply this to another tag of the same model. Nothing was changed.',
    next: 'Remove or rename it on the server itself.',
  },
  copy_mismatch: {
    title: 'The copy is not the same as the original',
    meaning: 'Both names are still there; the old one was not deleted.',
    next: 'Compare the two in the library and remove the one you do not want.',
  },
  rename_unfinished: {
    title: 'The rename stopped half way',
    meaning: 'The model is whole. It is there as {{exists}}; several names share its data and take no more room.',
    next: 'Rename or delete in the library what is not as you want it.',
  },
  rename_unknown: {
    title: 'The server fell silent in the middle of a rename',
    meaning: 'The model is not lost: it has at least one of the names {{names}}. Which, only the server can say.',
    next: 'Refresh the library when the server answers again, and delete or rename what is not as you want it.',
  },
  cloud_model: {
    title: '{{model}} runs elsewhere',
    meaning: 'It is only a pointer to a model in the cloud: nothing to load, to unload or to send.',
    next: 'Choose a model that is on this server.',
  },
  transfer_running: {
    title: '{{model}} is already on its way',
    meaning: 'The running transfer goes on; no second one was started.',
    next: 'Follow it under Transfers.',
  },
  ended_early: {
    title: 'The transfer ended before it was done',
    meaning:
      'The server stopped talking, or the network to it broke. What was already fetched stays there; models that were there are unharmed.',
    next: 'Try again. It goes on from where it was.',
  },
  stalled: {
    title: 'No byte of {{model}} came for two minutes',
    meaning: 'The server waited for its registry in vain. What was fetched is kept.',
    next: 'Check the network of {{server}}, then try again. It goes on from where it was.',
  },
  interrupted: {
    title: 'Corral quit while {{model}} was on its way',
    meaning:
      'What was fetched stays on the server. When that starts anew it removes parts that are more than an hour old.',
    next: 'Try again. A pull goes on from where it was.',
  },
  cancelled: {
    title: 'Cancelled',
    meaning: 'It was stopped before it was done. Nothing was deleted; what a pull has fetched stays on the server.',
    next: 'Start it again when you like. A pull goes on from where it was.',
  },
  unknown_model: {
    title: 'The registry does not know {{model}}',
    meaning: 'There is no such model or tag to pull. Nothing was changed.',
    next: 'Check the spelling and the tag.',
  },
  registry_unreachable: {
    title: 'The server cannot reach the registry',
    meaning: 'What was already fetched stays there.',
    next: 'Check the network of {{server}}, then try again.',
  },
  registry_denied: {
    title: 'The registry does not let the server in',
    meaning: 'The model is private, or the server is not signed in. Nothing was published or installed.',
    next: 'Check the name. ollama.com wants "ollama signin" on the server and a namespace of yours; Hugging Face wants the public key of the server in your account there.',
  },
  registry_error: {
    title: 'The registry ran into an error',
    meaning: 'What was already transferred is kept.',
    next: 'Try again in a while.',
  },
  registry_rejected: {
    title: 'The registry does not give out {{model}}',
    meaning: 'It understood the request and refused it. Nothing was installed.',
    next: 'Read its words below. As a rule the tag does not exist there, or it is no model that Ollama can run.',
  },
  registry_plain_http: {
    title: 'This registry speaks plain http',
    meaning: 'The server expects https and broke off. Nothing was transferred.',
    next: 'If you trust the network, start again with plain http allowed.',
  },
  registry_certificate: {
    title: 'The server does not trust the certificate of the registry',
    meaning: 'It may be another than it says, or a proxy in between opens https. Nothing was transferred.',
    next: 'Add the certificate authority of the registry or proxy to those the system of {{server}} trusts, and restart Ollama.',
  },
  store_unwritable: {
    title: 'The server may not write to its models folder',
    meaning:
      'Ollama runs as a user who lacks the right, or the disk is read-only. Models that were there are unharmed.',
    next: 'Give the user that runs Ollama the models folder (OLLAMA_MODELS), then try again.',
  },
  disk_full: {
    title: 'The disk of the server is full',
    meaning: 'What was already fetched is kept, and no model was harmed.',
    next: 'Delete models you no longer need, then try again.',
  },
  digest_mismatch: {
    title: 'A file arrived damaged',
    meaning: 'The server threw it away, so that no broken model is installed.',
    next: 'Try again. Only that file is fetched anew.',
  },
  parts_broken: {
    title: 'The half-fetched files of {{model}} are broken',
    meaning:
      'The server was stopped in the middle of an earlier pull. Until those files are gone every pull of this model ends at once.',
    next: 'Remove its files that end in -partial and -partial-N from the blobs folder of the server, or restart the server in an hour: it then removes them.',
  },
  needs_mlx: {
    title: 'This model needs MLX',
    meaning: 'The server has no MLX, so it cannot run models of this format. Nothing was fetched.',
    next: 'Choose another tag of the model, usually one in GGUF format.',
  },
  server_too_old: {
    title: '{{model}} needs a newer Ollama',
    meaning: 'The registry does not give it to the version that runs on this server. Nothing was fetched.',
    next: 'Update Ollama on {{server}}, then try again.',
  },
  sharded: {
    title: 'This model is split into several files',
    meaning: 'Ollama cannot pull a GGUF in parts. Nothing was fetched.',
    next: 'Choose another quantization of the model, one that is a single file.',
  },
  local_model_missing: {
    title: '{{model}} is not on this server',
    meaning: 'There is nothing to push. Nothing was published.',
    next: 'Refresh the library and check the name.',
  },
  needs_namespace: {
    title: 'To push, the name needs your user name',
    meaning: 'Models are published as user/model. Nothing was sent.',
    next: 'Copy it to your-name/model first and push that. A copy takes no room on the disk.',
  },
  retries_exhausted: {
    title: 'The registry failed too often',
    meaning: 'The server gave up after several tries. What was already fetched is kept.',
    next: 'Try again later. It goes on from where it was.',
  },
  generate_unsupported: {
    title: '{{model}} does not generate text',
    meaning: 'It is an embedding model.',
    next: 'Use it in the playground.',
  },
  embedding_unsupported: {
    title: '{{model}} makes no embeddings',
    meaning: 'The server cannot turn text into vectors with it. Nothing was changed.',
    next: 'Choose an embedding model.',
  },
  input_too_long: {
    title: 'A text is longer than the model can read',
    meaning: 'The server refused the whole batch, so there are no vectors for it.',
    next: 'Shorten the text, or let the server cut it off.',
  },
  vector_not_finite: {
    title: 'The model made no numbers of a text',
    meaning: 'Its vector holds NaN or infinity, which the server refuses to send. Nothing was changed.',
    next: 'Change or leave out the text, or choose another quantization of the model.',
  },
  out_of_memory: {
    title: 'Not enough memory for {{model}}',
    meaning: 'The server could not load it. Models that were loaded before may have been unloaded to make room.',
    next: 'Unload other models, or load it with a smaller context.',
  },
  loaded_but_gone: {
    title: '{{model}} is deleted and still in memory',
    meaning: 'Ollama unloads only what it still has, so it holds this model until its time is up.',
    next: 'Wait for that, or restart Ollama on {{server}}. After pulling the model again it can be unloaded, too.',
  },
  keep_alive_invalid: {
    title: 'This is not a time Ollama understands',
    meaning: 'Nothing was changed.',
    next: 'Write a time with a unit, such as 30s, 10m or 1h30m, or -1m for "until unloaded".',
  },
  vectors_gone: {
    title: 'These vectors are no longer kept',
    meaning: 'Newer runs needed the room. Your texts are still there.',
    next: 'Run the embedding again.',
  },
  host_unknown: {
    title: 'This host is no longer in the list',
    meaning: 'It was removed, perhaps in another window. The server itself was not touched.',
    next: 'Choose another host.',
  },
  host_url_invalid: {
    title: 'This is not an address',
    meaning: 'Nothing was saved.',
    next: 'Write a host, host:port or URL, such as 192.168.1.20:11434 or https://ollama.example.org.',
  },
  host_url_credentials: {
    title: 'An address cannot hold a password',
    meaning: 'It would be shown and saved in plain sight. Nothing was saved.',
    next: 'Remove the part before the @. Tokens and passwords have a place of their own.',
  },
  host_known: {
    title: 'This host is already in the list',
    meaning: 'Nothing was added.',
    next: 'Choose it in the list of hosts.',
  },
  host_fixed: {
    title: 'This host cannot be changed here',
    meaning: 'It comes from this computer, the command line or Corral itself, not from your list.',
    next: 'Add a host of your own instead.',
  },
  header_invalid: {
    title: 'The header {{name}} cannot be sent',
    meaning:
      'Its name is not one, stands there twice or belongs to Corral, or its value is empty or has letters beyond ASCII. Nothing was saved.',
    next: 'Correct it, or take it away.',
  },
  credentials_invalid: {
    title: 'This cannot be a token or password',
    meaning: 'A token is one word in plain letters; a user name has no colon. Nothing was saved.',
    next: 'Enter it as you were given it.',
  },
  secret_not_kept: {
    title: 'The key store of this system did not take the credentials',
    meaning: 'Nothing was saved.',
    next: 'Unlock the key store (keychain, keyring or credential manager), then try again.',
  },
  transfer_unknown: {
    title: 'This transfer is no longer in the list',
    meaning: 'It was cleared, perhaps in another window. The model was not touched.',
    next: 'Start it again if you need it.',
  },
  transfer_not_ended: {
    title: '{{model}} is still on its way',
    meaning: 'The transfer goes on.',
    next: 'Cancel it first.',
  },
  run_unknown: {
    title: 'This run is no longer kept',
    meaning: 'Newer runs needed the room. Your texts are still there.',
    next: 'Run the embedding again.',
  },
  array_unknown: {
    title: 'The server does not send this list',
    meaning: 'The model has no such entry, or its version of Ollama keeps it back. Nothing was changed.',
    next: 'Refresh the model, or update Ollama on the server.',
  },
  input_invalid: {
    title: 'Corral did not accept this input',
    meaning: 'It is too long or not of the expected form. Nothing was sent to the server.',
    next: 'Check what you entered.',
  },
  not_saved: {
    title: 'Corral could not save this',
    meaning: 'The change may be lost when Corral quits. Your models are not affected.',
    next: 'Check that the data folder can be written and that the disk has room.',
  },
  folder_not_opened: {
    title: 'The data folder could not be opened',
    meaning: 'Nothing in it was changed.',
    next: 'Copy its path and open it by hand.',
  },
  ollama_not_found: {
    title: 'No Ollama was found on this computer',
    meaning: 'There is nothing to start.',
    next: 'Install Ollama from ollama.com, or connect to another host.',
  },
  ollama_start_failed: {
    title: 'Ollama did not start',
    meaning: 'It was started but did not answer. No model was touched.',
    next: 'Start it by hand and read what it says.',
  },
  door_closed: {
    title: 'The connection to Corral is interrupted',
    meaning: 'Running transfers go on without this page. The last act may not have arrived.',
    next: 'Wait until the connection is back, then check and try again.',
  },
  internal: {
    title: 'Something went wrong inside Corral',
    meaning: 'This is a fault of Corral. Your models are on the server and not affected.',
    next: 'Try again. If it happens again, please report it with the words below.',
  },
} as const satisfies Record<ProblemCode, ProblemWords>
