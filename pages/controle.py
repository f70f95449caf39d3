import streamlit as st

st.title("Controle")
