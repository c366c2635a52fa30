"""The cascade that a user would pick instead: a Pipecat pipeline of local models, as a target of the suite.

Pipecat asks for other versions of our packages, so it runs in an environment and a process of its own. `serve`,
`models`, `pipeline` and `device` run there and import nothing of ours that needs more; the rest runs here.
"""
