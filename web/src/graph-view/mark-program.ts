import type Sigma from "sigma";
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { NodeKind } from "../../../src/contract/money-map.ts";

/** Numbers of the shapes in the shader. */
const shapeOf: Readonly<Record<NodeKind, number>> = {
  victim: 0,
  passing: 1,
  "at-rest": 2,
  exit: 3,
  "lost-sight": 4,
  fold: 5,
};

const vertexShader = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_share;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_point;
varying float v_soft;
varying float v_shape;
varying float v_share;
const float bias = 255.0 / 254.0;
void main() {
  float reach = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 offset = reach * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + offset, 1.0)).xy, 0.0, 1.0);
  v_point = offset / (reach / 2.0);
  v_soft = u_correctionRatio * 2.0 / (reach / 2.0);
  v_shape = a_shape;
  v_share = a_share;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

/** Signed distances to the marks of `AccountMark`, in units of the mark's radius. */
const fragmentShader = `
precision highp float;
varying vec4 v_color;
varying vec2 v_point;
varying float v_soft;
varying float v_shape;
varying float v_share;
const float turn = 6.2831853;
void main(void) {
  float far = length(v_point);
  #ifdef PICKING_MODE
  gl_FragColor = far > 1.0 ? vec4(0.0) : v_color;
  #else
  float box = max(abs(v_point.x), abs(v_point.y));
  float around = fract(atan(v_point.x, v_point.y) / turn + 1.0);
  float d;
  if (v_shape < 0.5) d = box - 0.72;
  else if (v_shape < 1.5) d = abs(far - 0.72) - 0.16;
  else if (v_shape < 2.5) d = min(abs(far - 0.88) - 0.11, around < v_share ? far - 0.64 : 1.0);
  else if (v_shape < 3.5) d = max(-v_point.x - 0.55, 0.5 * v_point.x + 0.866 * abs(v_point.y) - 0.5);
  else if (v_shape < 4.5) d = min(fract(around * 8.0) < 0.62 ? abs(far - 0.84) - 0.13 : 1.0, far - 0.26);
  else d = abs(box - 0.6) - 0.12;
  gl_FragColor = mix(v_color, vec4(0.0), smoothstep(-v_soft, v_soft, d));
  #endif
}`;

const uniforms = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;
type Uniform = (typeof uniforms)[number];

/** What a node of the large map carries besides sigma's own. */
export interface MarkAttributes {
  readonly kind: NodeKind;
  readonly share: number;
}

/** Draws each account's mark in the shape of its kind, so that the large map too tells nothing by colour alone. */
export class MarkProgram extends NodeProgram<Uniform> {
  // Sigma makes programs by this signature.
  // oxlint-disable-next-line no-useless-constructor
  constructor(gl: WebGLRenderingContext, pickingBuffer: WebGLFramebuffer | null, renderer: Sigma) {
    super(gl, pickingBuffer, renderer);
  }

  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: vertexShader,
      FRAGMENT_SHADER_SOURCE: fragmentShader,
      METHOD: TRIANGLES as 4,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_share", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(nodeIndex: number, start: number, data: NodeDisplayData & Partial<MarkAttributes>): void {
    const { array } = this;
    array[start] = data.x;
    array[start + 1] = data.y;
    array[start + 2] = nodeIndex;
    array[start + 3] = data.size;
    array[start + 4] = floatColor(data.color);
    array[start + 5] = shapeOf[data.kind ?? "passing"];
    array[start + 6] = data.share ?? 0;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo<Uniform>): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
