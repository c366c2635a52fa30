// Pictures for the server: five a second at most, JPEG, small. From the camera or of the screen.

const MOST_PX = 320, MOST_PER_S = 5, QUALITY = 0.7;

export class Video {
  // `element`: shows what is sent; `send(image)`: takes base64; `ended()`: the browser's own "stop sharing" was used.
  constructor(element, send, ended) {
    Object.assign(this, { element, send, ended, kind: "" });
    this.canvas = document.createElement("canvas");
  }

  // `kind`: "camera" or "screen". Raises what the browser raises.
  async start(kind, limits) {
    this.stop();
    const video = { width: { ideal: 640 }, frameRate: { ideal: 10 } };
    const devices = navigator.mediaDevices;
    this.stream = await (kind === "screen" ? devices.getDisplayMedia({ video }) : devices.getUserMedia({ video }));
    this.stream.getVideoTracks()[0].onended = () => this.ended();
    this.element.srcObject = this.stream;
    this.kind = kind;
    this.timer = setInterval(() => this.look(limits), 1000 / Math.min(MOST_PER_S, limits.max_per_s));
  }

  look({ max_bytes }) {
    const { videoWidth: width, videoHeight: height } = this.element;
    if (!width) return; // nothing has come yet
    const scale = Math.min(1, MOST_PX / width);
    [this.canvas.width, this.canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    this.canvas.getContext("2d").drawImage(this.element, 0, 0, this.canvas.width, this.canvas.height);
    const image = this.canvas.toDataURL("image/jpeg", QUALITY).split(",")[1];
    if (image.length * 0.75 <= max_bytes) this.send(image);
  }

  stop() {
    clearInterval(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.element.srcObject = this.stream = null;
    this.kind = "";
  }
}
