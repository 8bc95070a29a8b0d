import type { ProblemCode } from '../../contract/problem.ts'
import type { ProblemWords } from '../problem-words.ts'

/** Every text may use `{{server}}` and `{{model}}`; other values only those in the params of its problem. */
export const problem = {
  refused: {
    title: 'Nothing answers at {{server}}',
    meaning: 'The computer is reachable, but nothing listens on that port. No model was touched.',
    next: 'Start Ollama there, or check the port. To be reached from other computers, Ollama must listen on the network: OLLAMA_HOST=0.0.0.0.',
    here: {
      meaning: 'Nothing listens on that port of this computer. No model was touched.',
      next: 'Start Ollama, or check the port. If Ollama runs in a container, publish its port, as with docker run -p 11434:11434.',
    },
    windows: {
      next: 'Start Ollama, or check the port. If it runs in WSL or in a container, start that, and publish the port of the container.',
    },
    wsl: {
      next: 'Start Ollama in WSL, or check the port. If it runs in Windows, let it listen on the network there with OLLAMA_HOST=0.0.0.0 and use the address of Windows, or set networkingMode=mirrored in .wslconfig.',
    },
  },
  no_such_name: {
    title: 'No computer named {{host}} was found',
    meaning: 'The name could not be resolved, so nothing was sent.',
    next: 'Check the spelling of the host and your network or VPN.',
  },
  name_lookup_failed: {
    title: 'The name {{host}} could not be looked up',
    meaning: 'The DNS server did not answer, so nothing was sent.',
    next: 'Check your network or VPN, then try again. An IP address needs no lookup.',
  },
  connect_timed_out: {
    title: 'Could not connect to {{server}}',
    meaning: 'There was no response at all: the computer is off or asleep, or a firewall blocks this port.',
    next: 'Check that the computer is on, that the address is right, and its firewall.',
    here: {
      meaning: 'There was no response at all: a firewall or security program of this computer blocks this port.',
      next: 'Check the port, and the firewall and security programs of this computer.',
    },
  },
  timed_out: {
    title: '{{server}} did not answer in time',
    meaning:
      'It accepted the connection and then said nothing. It may be busy, and what it had started may still be running.',
    next: 'Wait a moment and try again. If there is still no answer, check that it is Ollama that listens on this port.',
  },
  reset: {
    title: '{{server}} closed the connection',
    meaning: 'The answer was incomplete, so it was not used. The server may have done the work anyway.',
    next: 'Try again. If it keeps happening, check the log of the server or of a proxy in front of it.',
    here: {
      next: 'Try again. If it keeps happening, check its log. If it is in a container or behind a tunnel, Ollama must run there and listen on the address that the port leads to: OLLAMA_HOST=0.0.0.0 in a container.',
    },
  },
  tls: {
    title: 'No secure connection to {{server}}',
    meaning: 'The two sides could not agree on encryption, so nothing was sent.',
    next: 'Check that this is the https port. An old server or proxy may need an update.',
  },
  certificate_untrusted: {
    title: 'The certificate of {{server}} is not trusted',
    meaning: 'It is self-signed, or signed by an authority this computer does not know, so nothing was sent.',
    next: 'If it is your own server, view its certificate, compare the fingerprint and trust it.',
  },
  certificate_name: {
    title: 'The certificate of {{server}} is for another name',
    meaning: 'What answers may not be the computer you mean, so nothing was sent.',
    next: 'Use a name that is in the certificate. If it is your own server, you can view the certificate and trust it.',
  },
  certificate_expired: {
    title: 'The certificate of {{server}} is not valid today',
    meaning: 'It has expired or is not valid yet, so nothing was sent.',
    next: 'Renew it on the server, and check the date on both computers. If it is your own server, you can view the certificate and trust it.',
    here: {
      next: 'Renew it, and check the date of this computer. If it is your own server, you can view the certificate and trust it.',
    },
  },
  certificate_changed: {
    title: '{{server}} has a different certificate from the one you trusted',
    meaning:
      'The server got a new one, or something else answers in its place. Nothing was sent, not even credentials.',
    next: 'Ask whoever runs the server. If the new one is right, view it and trust it instead.',
  },
  plain_http: {
    title: '{{server}} does not use https',
    meaning: 'It only speaks plain http, so no request was sent.',
    next: 'Use {{right}} if you trust the network in between.',
  },
  needs_https: {
    title: '{{server}} requires https',
    meaning: 'It only takes encrypted requests and did not read this one.',
    next: 'Use {{right}}.',
  },
  only_loopback: {
    title: '{{server}} is this computer, where Ollama listens at {{right}} only',
    meaning: 'So it does not answer at the other addresses of this computer. Nothing was changed.',
    next: 'Use {{right}}. To reach it from other computers, set OLLAMA_HOST=0.0.0.0 for Ollama and restart it.',
  },
  unreachable: {
    title: '{{server}} cannot be reached',
    meaning: 'There is no route to that computer at the moment. Nothing on it was changed.',
    next: 'Check your network or VPN, then try again.',
    here: {
      meaning:
        'This computer does not have that address at the moment, perhaps because IPv6 is off. Nothing was changed.',
      next: 'Use 127.0.0.1 in its place.',
    },
  },
  gateway_down: {
    title: 'The proxy at {{server}} gets no answer from Ollama',
    meaning:
      'It could not pass the request on, or the server behind it took too long. What that server had started may still be running.',
    next: 'Start Ollama behind the proxy, or check where the proxy passes requests to and how long it waits.',
  },
  not_ollama: {
    title: '{{server}} is not an Ollama server',
    meaning: 'Something answered, but not the way Ollama does. Nothing was changed.',
    next: 'Check the address, port and path of this host.',
  },
  path_wrong: {
    title: 'Ollama does not answer below the path of {{server}}',
    meaning: 'It answers at the same address without the path. Nothing was changed.',
    next: 'Use {{right}}.',
  },
  is_llama_cpp: {
    title: '{{server}} is the server of llama.cpp, not Ollama',
    meaning: 'It does not have the API that Ollama has for listing, pulling and loading models. Nothing was changed.',
    next: 'Enter the address of an Ollama server. Its usual port is 11434.',
  },
  is_lm_studio: {
    title: '{{server}} is LM Studio, not Ollama',
    meaning: 'LM Studio manages its own models and does not have the API of Ollama. Nothing was changed.',
    next: 'Enter the address of an Ollama server. Its usual port is 11434.',
  },
  is_open_webui: {
    title: '{{server}} is Open WebUI, not Ollama itself',
    meaning:
      'Open WebUI passes requests on to its Ollama below {{right}}, for those who have an API key. Nothing was changed.',
    next: 'Use {{right}}, with an API key from your Open WebUI account as the token.',
  },
  is_localai: {
    title: '{{server}} is LocalAI, without the API of Ollama',
    meaning: 'This version of LocalAI has only APIs that Corral does not use. Nothing was changed.',
    next: 'Update LocalAI, or enter the address of an Ollama server. Its usual port is 11434.',
  },
  is_web_page: {
    title: '{{server}} answers with a web page: “{{page}}”',
    meaning: 'It may be a sign-in page or another program, but it is not Ollama. Nothing was changed.',
    next: 'Check the address, port and path of this host. If it is a proxy that asks you to sign in, enter a token or password that it accepts.',
  },
  local_network_denied: {
    title: '{{server}} cannot be reached from this Mac',
    meaning:
      'macOS says so when Corral may not use the local network, and when that computer is off. Nothing was sent.',
    next: 'In System Settings, under Privacy & Security, Local Network, allow Corral. Check that the computer is on, then try again.',
  },
  origin_refused: {
    title: '{{server}} refuses requests from here',
    meaning: 'Ollama or a proxy in front of it rejected the request before reading it. Nothing was changed.',
    next: 'On the server, check OLLAMA_HOST and OLLAMA_ORIGINS. A proxy should pass its own Host and drop Origin.',
    here: {
      next: 'Check OLLAMA_HOST and OLLAMA_ORIGINS of that Ollama. A proxy should pass its own Host and drop Origin.',
    },
  },
  unauthorized: {
    title: '{{server}} requires you to sign in',
    meaning: 'A proxy in front of the server asks for credentials. Nothing was changed.',
    next: 'Enter the token or password of this host; Corral keeps it under Hosts.',
  },
  credentials_refused: {
    title: '{{server}} does not accept these credentials',
    meaning: 'They are wrong, expired, or not the kind the server expects. Nothing was changed.',
    next: 'Enter the token or password of this host again.',
  },
  signin_needed: {
    title: 'The server is not signed in to ollama.com',
    meaning: 'This needs its Ollama account. Nothing was changed.',
    next: 'Run "ollama signin" on the server.',
  },
  forbidden: {
    title: '{{server}} does not allow this',
    meaning: 'The server or a proxy in front of it knows who is asking, and refused. Nothing was changed.',
    next: 'Check what these credentials are allowed to do, or ask whoever runs the server.',
  },
  redirected: {
    title: '{{server}} redirects to another address',
    meaning: 'Corral does not follow redirects, so that what is meant for one server never reaches another.',
    next: 'Change this host to the server’s real address.',
  },
  redirected_to: {
    title: '{{server}} redirects to {{right}}',
    meaning: 'Corral does not follow redirects, so that what is meant for one server never reaches another.',
    next: 'If that is your server, change this host to {{right}}.',
  },
  bad_answer: {
    title: 'The server’s answer could not be read',
    meaning: 'It was not what Ollama sends, so Corral did not use it.',
    next: 'Try again. A proxy in between may be changing answers.',
  },
  answer_too_large: {
    title: 'The answer from {{server}} is too large',
    meaning: 'Corral stopped reading it to save memory. Nothing was changed.',
    next: 'Check that this address is an Ollama server.',
  },
  worker_stopped: {
    title: 'The answer was not read to its end',
    meaning: 'The part of Corral that reads large answers stopped, perhaps for lack of memory. Nothing was changed.',
    next: 'Try again: it starts anew.',
  },
  busy: {
    title: '{{server}} is too busy',
    meaning: 'Its queue is full, so it did not take the request.',
    next: 'Try again when it is less busy, or unload a model.',
  },
  server_error: {
    title: 'The server had an error',
    meaning: 'It started but could not finish. Models that were there are still there.',
    next: 'Read the exact message below, then try again.',
  },
  rejected: {
    title: 'The server rejected the request',
    meaning: 'It did nothing.',
    next: 'Read the exact message below and change the request.',
  },
  not_passed_on: {
    title: '{{server}} does not pass that on',
    meaning: 'What answers at this address knows the request but does not carry it out (501). Nothing was changed.',
    next: 'Connect to the Ollama server itself, without the proxy or bridge in between.',
  },
  not_supported: {
    title: 'This server cannot do that',
    meaning: 'Its version of Ollama does not know this request. Nothing was changed.',
    next: 'Update Ollama on {{server}}.',
  },
  model_not_found: {
    title: '{{model}} is not on this server',
    meaning: 'It was removed or renamed, or was never there.',
    next: 'Refresh the library, or pull the model.',
  },
  weights_missing: {
    title: 'The weights of {{model}} are missing',
    meaning: 'The server lists the model, but its largest file is missing, so it cannot be used.',
    next: 'Pull the model again. Only what is missing is downloaded.',
  },
  cloud_model_gone: {
    title: '{{model}} no longer exists at {{origin}}',
    meaning:
      'Only a pointer to it is stored here, and what it points to does not answer any more. Your other models are not affected.',
    next: 'Remove it here, or try again later in case {{origin}} has a problem at the moment.',
  },
  name_invalid: {
    title: 'This is not a valid model name',
    meaning: 'Nothing was sent to the server.',
    next: 'Write it as model:tag, user/model:tag or host/user/model:tag, with letters, digits, dots, dashes and underscores.',
  },
  name_reserved: {
    title: 'Ollama reserves this tag',
    meaning: 'The tags local, cloud and those ending in -cloud say where a model comes from. Nothing was changed.',
    next: 'Choose another tag.',
  },
  name_taken: {
    title: '{{model}} already exists',
    meaning: 'Continuing would replace it. Nothing was changed.',
    next: 'Choose another name, or choose to replace it.',
  },
  name_same: {
    title: 'Both names are the same to the server',
    meaning: 'Nothing was changed.',
    next: 'Choose a name that differs in more than defaults such as :latest.',
  },
  name_case_taken: {
    title: 'The names differ only in upper and lower case',
    meaning: 'To the server they are one model; deleting the old name would delete the model. Nothing was changed.',
    next: 'Choose a name that differs in its letters, or rename twice via another name.',
  },
  name_twins: {
    title: 'Two models differ only in upper and lower case',
    meaning: 'Newer Ollama versions treat {{model}} and {{other}} as one and may act on either. Nothing was changed.',
    next: 'Rename one of them in the manifests folder of the server, then try again.',
  },
  local_tag_listed: {
    title: 'Corral does not change models tagged :local',
    meaning: 'The server would apply this to another tag of the same model. Nothing was changed.',
    next: 'Remove or rename it on the server itself.',
  },
  copy_mismatch: {
    title: 'The copy is not the same as the original',
    meaning: 'Both names are still there; the old one was not deleted.',
    next: 'Compare the two in the library and remove the one you do not want.',
  },
  digest_unknown: {
    title: 'This server does not say whether two models are the same',
    meaning:
      'A rename copies, compares and only then deletes. Without digests nothing can be compared, so nothing was changed.',
    next: 'Copy {{name}} to the new name, check the copy, then delete the old name yourself.',
  },
  names_changed: {
    title: '{{model}} was changed by another program meanwhile',
    meaning: 'Corral stopped as soon as it saw that, and left every name as it is. No model is lost.',
    next: 'Look at the list of models, and try again if it is still what you want.',
  },
  bin_entry_unknown: {
    title: 'This is no longer in the bin',
    meaning: 'Another program, or another Corral, has restored or deleted {{name}} meanwhile.',
    next: 'Look at the bin again.',
  },
  bin_name_unknown: {
    title: 'The name that this model had is not known',
    meaning: 'It was too long to be kept in {{name}}, and another Corral put it there.',
    next: 'Give it a name to restore it.',
  },
  bin_not_kept: {
    title: '{{model}} cannot be moved to the bin',
    meaning:
      'The server does not tell the digest of this model or does not know its name, so nothing could prove that the bin has it. Nothing was changed.',
    next: 'Leave it, or delete it for good.',
  },
  version_not_kept: {
    title: 'The present version of {{model}} cannot be kept',
    meaning: 'The server does not tell its digest, so nothing could prove that it is kept. Nothing was changed.',
    next: 'Copy the model to another name first.',
  },
  undo_changed: {
    title: 'No longer possible: {{model}} has changed since',
    meaning: 'Another act or another program has put something else there. Corral does not overwrite it.',
    next: 'Look at the list of models.',
  },
  undo_changed_again: {
    title: 'No longer possible: this was changed again since',
    meaning: 'Corral does not overwrite the newer value.',
    next: 'Change it in Settings or Hosts.',
  },
  undo_gone: {
    title: 'No longer possible: the data of {{model}} is gone',
    meaning: 'It has been deleted for good since, and no other name has the same data.',
    next: 'Pull it again, if a registry has it.',
  },
  undo_secret: {
    title: 'Cannot be undone: the history holds no credentials',
    meaning: 'They are never written to it, and a certificate is trusted only after it was shown.',
    next: 'Edit {{host}} in Hosts.',
  },
  undo_done: {
    title: 'This is undone already',
    meaning: 'What it changed is as before.',
    next: 'Undo the undo to have it again.',
  },
  undo_unknown: {
    title: 'There is nothing to undo',
    meaning: 'The entry is no longer in the history, or did not change anything.',
    next: 'Look at the history.',
  },
  history_entry_unknown: {
    title: 'This entry is no longer in the history',
    meaning: 'The history keeps the newest 5,000 entries of the last 180 days.',
    next: 'Look at the history again.',
  },
  rename_unfinished: {
    title: 'The rename stopped halfway',
    meaning: 'The model is intact. It exists as {{exists}}; several names share its data and take no extra space.',
    next: 'In the library, rename or delete what you do not want.',
  },
  rename_unknown: {
    title: 'The server stopped answering during a rename',
    meaning: 'The model is not lost: it has at least one of the names {{names}}. Only the server knows which.',
    next: 'Refresh the library when the server answers again, then rename or delete what you do not want.',
  },
  model_in_transfer: {
    title: '{{other}} is being transferred',
    meaning: 'Until the transfer ends, {{model}} must not change. Nothing was changed.',
    next: 'Wait for the transfer, or pause or cancel it under Transfers, then try again.',
  },
  model_loading: {
    title: '{{other}} is being loaded',
    meaning: 'Until it is in memory, {{model}} must not change. Nothing was changed.',
    next: 'Wait for the load, or cancel it under Running, then try again.',
  },
  pull_may_share: {
    title: '{{model}} cannot be deleted while {{other}} is pulled',
    meaning:
      'Models share files. A pull counts on those that are there, and a delete could take one of them: the new model would be installed without it. Nothing was deleted.',
    next: 'Wait for the pull, or pause it under Transfers, then delete {{model}}.',
  },
  cloud_model: {
    title: '{{model}} runs in the cloud',
    meaning: 'It only points to a model in the cloud: there is nothing here to load, unload or push.',
    next: 'Choose a model that is on this server.',
  },
  cloud_host: {
    title: '{{server}} is a cloud',
    meaning:
      'Its models run there and are not installed, so there is nothing to pull, push, copy, rename or delete. Nothing was changed.',
    next: 'Choose a host of your own.',
  },
  transfer_running: {
    title: '{{model}} is already being transferred',
    meaning: 'The running transfer continues; no second one was started.',
    next: 'Follow it under Transfers.',
  },
  ended_early: {
    title: 'The transfer ended before it was done',
    meaning:
      'The server stopped responding, or the network to it failed. What was downloaded stays there; existing models are not affected.',
    next: 'Try again. It resumes where it stopped.',
  },
  stalled: {
    title: 'The download of {{model}} stalled',
    meaning:
      'The data from the registry stopped, slowed to a tenth, or was thrown away and fetched again. What was downloaded is kept.',
    next: 'Check the network of {{server}}, then try again. It resumes where it stopped.',
  },
  host_removed: {
    title: '{{host}} was removed from the list',
    meaning: 'So the transfer of {{model}} ended. What was already transferred stays on the server.',
    next: 'To go on, add the host again and start a new transfer of {{model}}.',
  },
  interrupted: {
    title: 'Corral quit during the transfer of {{model}}',
    meaning: 'What was downloaded stays on the server. When the server restarts, it removes parts older than an hour.',
    next: 'Try again. A pull resumes where it stopped.',
  },
  cancelled: {
    title: 'Cancelled',
    meaning: 'It was stopped before it was done. Nothing was deleted; what a pull has downloaded stays on the server.',
    next: 'Start it again any time. A pull resumes where it stopped.',
  },
  unknown_model: {
    title: 'The registry does not have {{model}}',
    meaning: 'There is no such model or tag. Nothing was changed.',
    next: 'Check the spelling and the tag.',
  },
  registry_unreachable: {
    title: 'The server cannot reach the registry',
    meaning: 'What was already downloaded stays there.',
    next: 'Check the network of {{server}}, then try again.',
  },
  registry_denied: {
    title: 'The registry refused access',
    meaning:
      'The model is private, the namespace belongs to another account, or the server is not signed in. Nothing was published or installed.',
    next: 'Check the name. For ollama.com, run "ollama signin" on the server and use your own namespace. For Hugging Face, add the public key of the server to your account there.',
  },
  clock_off: {
    title: 'The registry refused {{model}}, and the clock of {{server}} is {{minutes}} minutes off',
    meaning: 'It gave no reason. Registries refuse requests that are signed with a wrong time. Nothing was changed.',
    next: 'Set the clock of the server, or that of this computer if it is the wrong one, then try again.',
  },
  registry_busy: {
    title: 'The registry is busy',
    meaning: 'It asks to try again later. What was already transferred is kept.',
    next: 'Try again later.',
  },
  registry_rate_limited: {
    title: '{{registry}} limits how much is downloaded',
    meaning:
      'It counted too many requests from the network of {{server}} in a short time. What was already transferred is kept.',
    next: 'Wait some minutes, then try again. On Hugging Face, servers whose public key is added to an account have a higher limit.',
  },
  registry_error: {
    title: 'The registry had an error',
    meaning: 'What was already transferred is kept.',
    next: 'Try again later.',
  },
  registry_rejected: {
    title: 'The registry refused the request for {{model}}',
    meaning: 'It understood the request and refused it. Nothing was published or installed.',
    next: 'Read its message below. If it was a pull, usually the tag does not exist there, or it is not a model that Ollama can run.',
  },
  registry_plain_http: {
    title: 'This registry uses plain http',
    meaning: 'The server expects https and stopped. Nothing was transferred.',
    next: 'If you trust the network, retry with plain http allowed.',
  },
  registry_certificate: {
    title: 'The server does not trust the certificate of the registry',
    meaning: 'It may not be what it claims to be, or a proxy in between intercepts https. Nothing was transferred.',
    next: 'Add the certificate authority of the registry or proxy to those that {{server}} trusts, then restart Ollama.',
  },
  registry_realm_mismatch: {
    title: '{{original}} wants the server to sign in at {{realm}}, and the server refuses',
    meaning:
      'Ollama signs in only at the host in the name. Hugging Face asks for it where a model is private, needs its terms to be accepted, or does not exist. Nothing was published or installed.',
    next: 'Check the spelling, and that you have access. For Hugging Face, write huggingface.co instead of hf.co; to the server that is another model. Any other registry has to ask for the sign-in under its own host name.',
  },
  registry_redirect_blocked: {
    title: '{{registry}} redirects the server to another host, and the server refuses',
    meaning: 'This version of Ollama does not follow such a redirect. Nothing was published or installed.',
    next: 'Ollama 0.34.2 refuses so with Hugging Face: use another version of Ollama on {{server}}, or take the model from another registry.',
  },
  registry_redirect_status: {
    title: '{{registry}} redirects with status {{status}}, where Ollama needs 307',
    meaning: 'Ollama follows no other status to the files of GGUF models. Nothing was published or installed.',
    next: 'If the registry or a proxy before it is yours, let it redirect with status 307. Otherwise ask who runs it.',
  },
  registry_no_location: {
    title: '{{registry}} does not redirect the server to the file',
    meaning:
      'For the files of GGUF models Ollama needs a redirect. The plain registry:2 sends none: it takes pushes, but Ollama cannot pull from it. Nothing was published or installed.',
    next: 'If the registry is yours, let it or a proxy before it redirect downloads with status 307 to another host name. Otherwise use another registry.',
  },
  registry_no_scheme: {
    title: '{{registry}} gave the server an address without https',
    meaning: 'Ollama cannot follow it. Harbor is known to do so. Nothing was published or installed.',
    next: 'If the registry is yours, let it send whole addresses for uploads and for the sign-in. Otherwise use another registry.',
  },
  registry_namespace_unknown: {
    title: '{{registry}} has no place for {{model}}',
    meaning:
      'It answered the push with “not found”. Usually the namespace does not exist there. Nothing was published.',
    next: 'Check the namespace. On ollama.com it is the name of an account; elsewhere the project may have to be created first.',
  },
  store_unwritable: {
    title: 'The server cannot write to its models folder',
    meaning:
      'Ollama runs as a user without permission to write there, or the disk is read-only. Existing models are not affected.',
    next: 'Let the user that runs Ollama write to the models folder (OLLAMA_MODELS), then try again.',
  },
  port_in_name: {
    title: 'A server on Windows cannot store models of {{registry}}',
    meaning:
      'Ollama keeps a folder for each registry, and Windows allows no colon, as before a port, in the name of a folder. Nothing was changed.',
    next: 'Use a name without a registry, or one whose registry needs no port.',
  },
  disk_full: {
    title: 'The disk of the server is full',
    meaning: 'What was already downloaded is kept, and no model is affected.',
    next: 'Delete models you no longer need, then try again.',
  },
  digest_mismatch: {
    title: 'A file arrived damaged',
    meaning: 'The server discarded it, so no broken model is installed. Only that file is downloaded again.',
    next: 'Corral tries once more by itself. If the file is damaged again, check the memory and the disk of the server, and any proxy that changes downloads.',
  },
  layer_missing: {
    title: 'The server lacks a file of {{model}}',
    meaning:
      'The server says that the pull succeeded, but it does not have all files. Another program may have deleted a model that shares them.',
    next: 'Corral pulls it once more by itself. If the file is missing again, check the disk and the log of {{server}}.',
  },
  parts_broken: {
    title: 'The unfinished download of {{model}} is broken',
    meaning:
      'The server was stopped during an earlier pull. Until its unfinished files are gone, every pull of this model fails right away. Installed models are not affected.',
    next: 'On the server, delete the files that end in -partial or -partial-N from the folder blobs of its models folder (~/.ollama/models, or OLLAMA_MODELS). Or restart the server in an hour: it then deletes them itself. Then try again. Where that folder is on this computer, Corral offers to do it.',
  },
  parts_in_use: {
    title: 'The pull of {{model}} may need these files',
    meaning: 'Pulls on one server can share files. Nothing was removed or moved.',
    next: 'Wait until it ends, or cancel it, then try again.',
  },
  parts_changing: {
    title: 'These files changed less than two minutes ago',
    meaning: 'Another program may still be downloading the model. These files stay as they are.',
    next: 'Wait two minutes, then try again.',
  },
  parts_not_changed: {
    title: 'The system did not let go of {{file}}',
    meaning:
      'It answered {{cause}}. That file and those after it are still in the models folder; no model is affected.',
    next: 'The server may have the file open. Try again later, or after stopping the server.',
  },
  store_unknown: {
    title: 'The models folder of {{server}} is not known to be on this computer',
    meaning: 'A container or another computer may answer at this address. Nothing was removed or moved.',
    next: 'Check that the server runs on this computer and that you may read its models folder.',
  },
  store_not_own: {
    title: 'The folder {{folder}} belongs to another user',
    meaning: 'Corral changes only folders of the user it runs as. Nothing was removed or moved.',
    next: 'Remove the files as that user, or restart the server in an hour: it then deletes them itself.',
  },
  needs_mlx: {
    title: 'This model needs MLX',
    meaning: 'The server has no MLX, so it cannot run models of this format. Nothing was downloaded.',
    next: 'Choose another tag of the model, usually one in GGUF format.',
  },
  server_too_old: {
    title: '{{model}} needs a newer Ollama',
    meaning: 'The registry does not offer it to the version this server runs. Nothing was downloaded.',
    next: 'Update Ollama on {{server}}, then try again.',
  },
  sharded: {
    title: 'This model is split into several files',
    meaning: 'Ollama cannot pull a GGUF in parts. Nothing was downloaded.',
    next: 'Choose another quantization of the model that is a single file.',
  },
  local_model_missing: {
    title: '{{model}} is not on this server',
    meaning: 'There is nothing to push. Nothing was published.',
    next: 'Refresh the library and check the name.',
  },
  needs_namespace: {
    title: 'To push, the name needs your user name',
    meaning: 'Models are published as user/model. Nothing was sent.',
    next: 'Copy it to your-name/model first and push that. A copy takes no extra disk space.',
  },
  retries_exhausted: {
    title: 'The registry failed too often',
    meaning: 'The server gave up after several tries. Files that are complete are kept.',
    next: 'Try again later. Complete files are not transferred again.',
  },
  registry_not_reached: {
    title: 'Corral could not ask {{registry}}',
    meaning: 'Corral asks from this computer. The server asks by itself, so a pull may work.',
    next: 'Pull without knowing the size, or check the network of this computer and try again.',
  },
  proxy_unreachable: {
    title: 'The proxy {{proxy}} does not answer',
    meaning:
      'By the proxy settings of this computer Corral asks {{registry}} through it. The server asks by itself, so a pull may work.',
    next: 'Check the proxy settings of this computer, or pull without knowing the size.',
  },
  proxy_credentials: {
    title: 'The proxy {{proxy}} wants a user name and password',
    meaning:
      'By the proxy settings of this computer Corral asks {{registry}} through it. Corral knows credentials for a proxy only from the variables HTTPS_PROXY and HTTP_PROXY, where it runs in a browser.',
    next: 'Pull without knowing the size: the server asks by itself. Or use a proxy that lets this computer in.',
  },
  proxy_refused: {
    title: 'The proxy {{proxy}} does not connect Corral to {{registry}}',
    meaning:
      'It refuses this address, cannot reach it, or is not a proxy. The server asks by itself, so a pull may work.',
    next: 'Check the proxy settings of this computer, or ask who runs the proxy. A pull does not need it.',
  },
  registry_gated: {
    title: '{{registry}} does not show {{model}} to everybody',
    meaning:
      'It does not exist, is private, or its terms must be accepted first. Corral asks without an account; a server that is signed in may have access.',
    next: 'Check the spelling. If you have access, pull it: the server asks with its own key.',
  },
  registry_limits_requests: {
    title: '{{registry}} limits requests from this network',
    meaning: 'There were too many in a short time. That was about the size only; a pull may work.',
    next: 'Wait about {{minutes}} min and check again, or pull without knowing the size.',
  },
  registry_no_manifest: {
    title: '{{registry}} did not answer with a manifest of Ollama',
    meaning:
      'What answers may not be a registry for Ollama, or a proxy changed the answer. It was not used, and nothing was downloaded.',
    next: 'Check the name. If the registry is right, pull without knowing the size.',
  },
  registry_elsewhere: {
    title: 'Corral cannot ask {{registry}}',
    meaning: 'To {{server}} this address means that computer itself, and to Corral it means this one.',
    next: 'Pull without knowing the size: the server asks the registry by itself.',
  },
  registry_asks_off: {
    title: 'Corral may not ask registries',
    meaning: 'It is switched off in the settings, so nothing was sent.',
    next: 'Allow it in the settings, or pull without knowing the size.',
  },
  name_respelled: {
    title: 'The server asks for {{model}}, and the registry does not have that',
    meaning:
      'It has installed {{other}} and uses the letters of its name instead of those in {{name}}, so that it asks the registry for another name.',
    next: 'Write the name exactly as the registry does. If it stays so, rename or delete {{other}} first.',
  },
  generate_unsupported: {
    title: '{{model}} does not generate text',
    meaning: 'It is an embedding model.',
    next: 'Use it in the playground.',
  },
  thinking_unsupported: {
    title: '{{model}} does not think',
    meaning: 'The server refuses to let a model think that was not made for it. Nothing was changed.',
    next: 'Leave thinking to the model, and send the prompt again.',
  },
  prompt_too_long: {
    title: 'The prompt is longer than the context of {{model}}',
    meaning: 'The server refused it, so there is no answer.',
    next: 'Shorten the prompt, or set a larger num_ctx, as far as model and memory allow.',
  },
  answer_ended_early: {
    title: 'The answer of {{model}} ended before it was done',
    meaning: 'The server stopped responding, or the network to it failed. What has arrived is shown.',
    next: 'Try again. If it ends so every time, the server’s log has the reason.',
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
    title: 'The model returned no valid numbers for a text',
    meaning: 'Its vector contains NaN or infinity, which the server refuses to send. Nothing was changed.',
    next: 'Change or leave out the text, or choose another quantization of the model.',
  },
  vector_missing: {
    title: 'The server returned no vector for a text',
    meaning: 'It answered without an error, but with an empty vector or with none. The text is still in the list.',
    next: 'Try the text alone or changed; if all texts are affected, choose another model.',
  },
  vector_invalid: {
    title: 'The server returned something that is not a vector',
    meaning: 'A vector is a list of numbers; this answer holds something else. The text is still in the list.',
    next: 'Check that the address is an Ollama server, or choose another model.',
  },
  vector_length: {
    title: 'The vector of a text has {{length}} numbers; the others have {{dimensions}}',
    meaning: 'Vectors of different lengths cannot be compared, so this one is left out. The text is still in the list.',
    next: 'Run the embedding again; if it happens again, choose another model.',
  },
  out_of_memory: {
    title: 'Not enough memory for {{model}}',
    meaning: 'The server could not load it. Models that were loaded before may have been unloaded to make room.',
    next: 'Unload other models, or load it with a smaller context.',
  },
  loaded_but_gone: {
    title: '{{model}} is deleted but still in memory',
    meaning: 'Ollama can only unload models it still has, so this one stays until its time is up.',
    next: 'Wait, or restart Ollama on {{server}}. If you pull the model again, you can unload it, too.',
  },
  would_unload: {
    title: '{{model}} was not loaded, to keep {{others}} in memory',
    meaning: 'By its own rule the server would probably unload {{others}} to make room.',
    next: 'Load it when you need it, or with a smaller context.',
  },
  keep_alive_invalid: {
    title: 'This is not a time Ollama understands',
    meaning: 'Nothing was changed.',
    next: 'Write a time with a unit, such as 30s, 10m or 1h30m, or -1m for "until unloaded".',
  },
  vectors_gone: {
    title: 'These vectors are no longer kept',
    meaning: 'Newer runs needed the space. Your texts are still there.',
    next: 'Run the embedding again.',
  },
  host_unknown: {
    title: 'This host is no longer in the list',
    meaning: 'It was removed, perhaps in another window. The server itself was not touched.',
    next: 'Choose another host.',
  },
  host_url_invalid: {
    title: 'This is not a valid address',
    meaning: 'Nothing was saved.',
    next: 'Enter a host, host:port or URL, such as 192.168.1.20:11434 or https://ollama.example.org.',
  },
  host_url_credentials: {
    title: 'An address cannot hold a password',
    meaning: 'It would be shown and saved unencrypted. Nothing was saved.',
    next: 'Remove the part before the @. Tokens and passwords have their own fields.',
  },
  host_url_zone: {
    title: 'An address cannot name a network interface',
    meaning: 'The part after the % is the zone of an IPv6 address, which is not supported in a URL.',
    next: 'Use another address of that server: a name such as box.local, or an IPv4 or IPv6 address without %.',
  },
  host_url_port: {
    title: 'The port is in the wrong place',
    meaning: 'It belongs after the host and before the path; an IPv6 address needs brackets before it.',
    next: 'Use {{right}}.',
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
      'Its name is invalid, used twice or set by Corral itself, or its value is empty or not ASCII. Nothing was saved.',
    next: 'Correct or remove it.',
  },
  credentials_invalid: {
    title: 'This is not a valid token or password',
    meaning: 'A token has no spaces and only ASCII characters; a user name has no colon. Nothing was saved.',
    next: 'Enter it exactly as you were given it.',
  },
  secret_not_kept: {
    title: 'The key store of this system refused the credentials',
    meaning: 'Nothing was saved.',
    next: 'Unlock the key store (keychain, keyring or credential manager), then try again.',
  },
  transfer_unknown: {
    title: 'This transfer is no longer in the list',
    meaning: 'It was cleared, perhaps in another window. The model was not touched.',
    next: 'Start it again if you need it.',
  },
  transfer_not_ended: {
    title: '{{model}} is still being transferred',
    meaning: 'The transfer continues.',
    next: 'Cancel it first.',
  },
  run_unknown: {
    title: 'This run is no longer kept',
    meaning: 'Newer runs needed the space. Your texts are still there.',
    next: 'Run the embedding again.',
  },
  array_unknown: {
    title: 'The server does not send this list',
    meaning: 'The model has no such entry, or its version of Ollama does not provide it. Nothing was changed.',
    next: 'Refresh the model, or update Ollama on the server.',
  },
  input_invalid: {
    title: 'Corral did not accept this input',
    meaning: 'It is too long or not in the expected form. Nothing was sent to the server.',
    next: 'Check what you entered.',
  },
  not_saved: {
    title: 'Corral could not save this',
    meaning: 'The change may be lost when Corral quits. Your models are not affected.',
    next: 'Check that the data folder is writable and the disk has space.',
  },
  notes_full: {
    title: 'There is no room for more notes',
    meaning: 'Corral keeps at most {{most}} notes, a million characters in all.',
    next: 'Remove some in Settings, under Notes.',
  },
  presets_full: {
    title: 'There is no room for more presets',
    meaning: 'Corral keeps at most {{most}} presets.',
    next: 'Remove some in Settings, under Load presets.',
  },
  folder_not_opened: {
    title: 'The folder could not be opened',
    meaning: 'Nothing in it was changed.',
    next: 'Copy its path and open it yourself.',
  },
  ollama_not_found: {
    title: 'No Ollama was found on this computer',
    meaning: 'There is nothing to start.',
    next: 'Install Ollama from ollama.com, or connect to another host.',
  },
  ollama_start_failed: {
    title: 'Ollama did not start',
    meaning: 'This system did not run it. No model was touched.',
    next: 'Start it yourself in a terminal: ollama serve.',
  },
  ollama_start_late: {
    title: 'Ollama was started and has not answered for {{seconds}} s',
    meaning: 'It may still be starting. No model was touched.',
    next: 'Wait: Corral keeps looking, and takes it as soon as it answers.',
  },
  ollama_ended: {
    title: 'Ollama ended right after it was started',
    meaning: 'It gives its reason in its last lines. No model was touched.',
    next: 'Read them, then start it again.',
  },
  start_port_in_use: {
    title: 'Another program uses {{address}}',
    meaning: 'So Ollama could not listen there and ended. No model was touched.',
    next: 'End that program, or set OLLAMA_HOST to another port for Ollama and for Corral.',
  },
  start_port_reserved: {
    title: 'This system does not let Ollama listen at {{address}}',
    meaning: 'The port is reserved for the system or for other programs, so Ollama ended. No model was touched.',
    next: 'Set OLLAMA_HOST to another port for Ollama and for Corral. On Windows, a restart often frees the port.',
  },
  start_no_such_address: {
    title: 'Ollama cannot listen at the address in OLLAMA_HOST',
    meaning: 'This computer does not have that address, so Ollama ended. No model was touched.',
    next: 'Set OLLAMA_HOST to an address of this computer. If it names another one, start Ollama there.',
  },
  start_folder: {
    title: 'Ollama cannot use {{folder}}',
    meaning: 'It is missing, read-only or belongs to another user, so Ollama ended. No model was touched.',
    next: 'Let your user write there, or set OLLAMA_MODELS to a folder where it can.',
  },
  start_no_home: {
    title: 'Ollama was started without a home folder',
    meaning: 'It keeps its models and its key there, so it ended. No model was touched.',
    next: 'Start Corral from a session of a user with a home folder (HOME), or start Ollama yourself.',
  },
  connection_lost: {
    title: 'Lost the connection to Corral',
    meaning: 'Running transfers continue. Your last action may not have gone through.',
    next: 'Wait for the connection to come back, then check and try again.',
  },
  internal: {
    title: 'Something went wrong inside Corral',
    meaning: 'This is a bug in Corral. Your models are on the server and not affected.',
    next: 'Try again. If it happens again, please report it with the message below.',
  },
} as const satisfies Record<ProblemCode, ProblemWords>
