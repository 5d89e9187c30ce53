"""Commands of the response strategy: what stands between draft and final, and citing a finding."""
