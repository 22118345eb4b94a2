"""What every published model shares."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value that ignores fields it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        str_strip_whitespace=False,
        allow_inf_nan=False,
        use_attribute_docstrings=True,  # what a field means travels in the JSON Schema too
    )
