from torch import nn


class CAE(nn.Module):
    """A convolutional autoencoder. `encoder` and `decoder` are also asked by themselves."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential()  # Your layers: (N, 1, 28, 28) to (N, k).
        self.decoder = nn.Sequential()  # Your layers: (N, k) to (N, 1, 28, 28).

    def forward(self, x):
        return self.decoder(self.encoder(x))
