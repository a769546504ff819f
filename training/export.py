"""`python -m training.export`: the best weights to ONNX, fused and quantised, in `training/build/weights`.

Weights are int8 per channel in a reduced range (processors without VNNI saturate otherwise), activations are scaled
when the network runs. The exported network reads one window: `ids` (pieces), `features` (pieces, 5).
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from onrecord.read.network.windows import FEATURES
from training.network import Reader, encoder_folder
from training.settings import BEST, BUILD, read_settings

WEIGHTS = Path(__file__).parents[1] / "src" / "onrecord" / "read" / "weights"
NAME = "network-1"
HEADS, WIDTH = 12, 384


class OneWindow(nn.Module):
    """The network without batch and mask."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of one window's pieces."""
        ids = ids.unsqueeze(0)
        outer, inner, links = self.model(ids, features.unsqueeze(0), torch.ones_like(ids))
        return outer[0], inner[0], links[0]


def export(weights: Path, target: Path, *, quantise: bool) -> None:
    """Write `reader.onnx`, `tokenizer.json` and `manifest.json` to the folder."""
    model = Reader(read_settings().model)
    model.load_state_dict(torch.load(weights, map_location="cpu"))
    model.encoder.set_attn_implementation("eager")
    plain, fused = BUILD / "plain.onnx", BUILD / "fused.onnx"
    _write_onnx(OneWindow(model.eval()), plain)
    options = FusionOptions("bert")
    optimized = optimizer.optimize_model(
        str(plain), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0, optimization_options=options
    )
    print({name: count for name, count in optimized.get_fused_operator_statistics().items() if count})
    optimized.save_model_to_file(str(fused))
    target.mkdir(parents=True, exist_ok=True)
    network, tokenizer = target / "reader.onnx", target / "tokenizer.json"
    if quantise:
        quantize_dynamic(
            fused,
            network,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    else:
        shutil.copyfile(fused, network)
    shutil.copyfile(encoder_folder() / "tokenizer.json", tokenizer)
    digests = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in (network, tokenizer)}
    manifest = {"name": NAME, "network": digests["reader"], "tokenizer": digests["tokenizer"]}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{target}: {sum(path.stat().st_size for path in target.iterdir()) / 1e6:.1f} MB")


def _write_onnx(model: OneWindow, path: Path) -> None:
    ids = torch.randint(1000, 20000, (37,))
    torch.onnx.export(
        model,
        (ids, torch.zeros(37, len(FEATURES), dtype=torch.long)),
        str(path),
        input_names=["ids", "features"],
        output_names=["outer", "inner", "links"],
        dynamic_axes={name: {0: "pieces"} for name in ("ids", "features", "outer", "inner", "links")},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=BEST)
    parser.add_argument("--target", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="leave the numbers as trained")
    arguments = parser.parse_args()
    export(arguments.weights, arguments.target, quantise=not arguments.float)


if __name__ == "__main__":
    main()
