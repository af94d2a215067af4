/* Sends files by the tus protocol, 1.0.0: three at a time, in pieces, and on from where they stood after whatever broke. */
(() => {
  "use strict";

  const PIECE_BYTES = 8 * 1024 * 1024;
  const SMALL_BYTES = 256 * 1024; // goes with the request that begins it
  const MOST_RECALLED = 200;
  const BYTES = { "Content-Type": "application/offset+octet-stream" };
  const AT_ONCE = 3;
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const LEFT_OFF = [409, 423, 429, 460]; // the server stands elsewhere, or is busy: it is asked again

  class Refusal extends Error {
    constructor(status, sentence) {
      super(sentence);
      this.status = status;
    }
  }

  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  const fingerprint = ({ size, lastModified }) => `${size}-${lastModified}`;

  const sentenceOf = (request) => {
    try {
      return JSON.parse(request.responseText).detail ?? "";
    } catch {
      return "";
    }
  };

  /* One file on its way. `told(state, share, sentence)` hears: waiting, sending, lost, paused, arrived, failed. */
  class Sending {
    constructor(file, { endpoint, token, address = "", told }) {
      Object.assign(this, { file, endpoint, token, address, told, offset: 0, wait: FIRST_WAIT, state: "waiting" });
    }

    get share() {
      return this.file.size ? Math.floor((100 * this.offset) / this.file.size) : 100;
    }

    tell(state, sentence = "") {
      this.state = state;
      this.told(state, this.share, sentence);
    }

    ask(method, url, headers, body = null) {
      return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        this.request = request;
        request.open(method, url);
        const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": this.token, ...headers };
        Object.entries(all).forEach(([name, value]) => request.setRequestHeader(name, value));
        if (body) {
          const start = this.offset;
          request.upload.addEventListener("progress", (event) => {
            if (this.state === "sending") {
              this.offset = start + event.loaded;
              this.tell("sending");
            }
          });
        }
        request.addEventListener("load", () => resolve(request));
        request.addEventListener("error", () => reject(new Error("lost")));
        request.addEventListener("abort", () => reject(new Error("left")));
        request.send(body);
      });
    }

    insist(request, wanted) {
      if (request.status === wanted) {
        return;
      }
      if (request.status === 404 || request.status === 410) {
        this.address = "";
        throw new Error("begun anew");
      }
      if (request.status < 500 && !LEFT_OFF.includes(request.status)) {
        throw new Refusal(request.status, sentenceOf(request));
      }
      this.wait = Math.max(this.wait, 1000 * Number(request.getResponseHeader("Retry-After") ?? 0));
      throw new Error("lost");
    }

    /* A new upload. What an earlier try has begun without our hearing of it is found by its name and fingerprint. */
    async begin() {
      const { name, type, size } = this.file;
      if (this.isRetry && (await this.recall())) {
        return;
      }
      this.isRetry = true;
      const told = { filename: name, filetype: type, fingerprint: fingerprint(this.file) };
      const metadata = Object.entries(told).filter(([, value]) => value).map(([key, value]) => `${key} ${encoded(value)}`);
      const headers = { "Upload-Length": String(size), "Upload-Metadata": metadata.join(","), ...(size <= SMALL_BYTES && BYTES) };
      this.offset = 0;
      const request = await this.ask("POST", this.endpoint, headers, size <= SMALL_BYTES ? this.file : null);
      if (request.status === 409) {
        throw new Refusal(409, sentenceOf(request));
      }
      this.insist(request, 201);
      this.address = request.getResponseHeader("Location");
      this.stand(request);
    }

    async recall() {
      const request = await this.ask("GET", `${this.endpoint}?page_size=${MOST_RECALLED}`, {});
      this.insist(request, 200);
      const ours = (row) => row.name === this.file.name && row.fingerprint === fingerprint(this.file) && row.offset !== null;
      const found = JSON.parse(request.responseText).results.find(ours);
      if (found) {
        this.address = `${this.endpoint}${found.uuid}/`;
        this.offset = found.offset;
      }
      return Boolean(found);
    }

    async find() {
      const request = await this.ask("HEAD", this.address, {});
      this.insist(request, 200);
      this.stand(request);
    }

    async add() {
      const headers = { "Upload-Offset": String(this.offset), ...BYTES };
      const request = await this.ask("PATCH", this.address, headers, this.file.slice(this.offset, this.offset + PIECE_BYTES));
      this.insist(request, 204);
      this.stand(request);
    }

    stand(request) {
      this.offset = Number(request.getResponseHeader("Upload-Offset"));
      this.wait = FIRST_WAIT;
    }

    async attempt(goesOn) {
      await (this.address ? this.find() : this.begin());
      while (this.offset < this.file.size && goesOn()) {
        this.tell("sending");
        await this.add();
      }
      if (goesOn()) {
        this.tell("arrived");
      }
    }

    /* Ends when the file has arrived, was refused, or is left; whatever else breaks is tried again, later and later. */
    async run() {
      const turn = (this.turn = (this.turn ?? 0) + 1);
      const goesOn = () => this.turn === turn && (this.state === "sending" || this.state === "lost");
      this.state = "sending";
      while (goesOn()) {
        try {
          await this.attempt(goesOn);
        } catch (fault) {
          if (goesOn() && fault instanceof Refusal) {
            this.tell("failed", fault);
          } else if (goesOn()) {
            this.tell("lost");
            await this.pause();
          }
        }
      }
    }

    pause() {
      const wait = this.wait;
      this.wait = Math.min(2 * wait, LONGEST_WAIT);
      return new Promise((resolve) => {
        const timer = setTimeout(done, wait);
        window.addEventListener("online", done);
        function done() {
          clearTimeout(timer);
          window.removeEventListener("online", done);
          resolve();
        }
      });
    }

    leave(state) {
      this.tell(state);
      this.request?.abort();
    }
  }

  /* A queue in which so many go at once. */
  const waiting = [];
  let going = 0;
  const next = () => {
    while (going < AT_ONCE && waiting.length) {
      const sending = waiting.shift();
      going += 1;
      sending.run().finally(() => {
        going -= 1;
        next();
      });
    }
  };

  window.attest.resumable = {
    fingerprint,
    begin: (file, options) => {
      const sending = new Sending(file, options);
      window.attest.resumable.goOn(sending);
      return sending;
    },
    /* An upload whose file is not at hand: it can be removed. */
    known: (options) => new Sending({ size: 0 }, options),
    goOn: (sending) => {
      sending.tell("waiting");
      waiting.push(sending);
      next();
    },
    pause: (sending) => {
      const place = waiting.indexOf(sending);
      if (place >= 0) {
        waiting.splice(place, 1);
      }
      sending.leave("paused");
    },
    remove: (sending) => {
      window.attest.resumable.pause(sending);
      sending.state = "removed";
      if (sending.address) {
        sending.ask("DELETE", sending.address, {}).catch(() => {}); // what stays there runs out by itself
      }
    },
    isBusy: () => going > 0 || waiting.length > 0,
  };
})();
